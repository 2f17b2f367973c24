-- Answers the nodes that hold a lease.
return alive()
