-- The end of a lease.
-- ARGV  1 the node  2 ms for which keys outlive their leases
-- Answers the nodes that hold a lease, and the users that have changed.
local users = {}
bury(ARGV[1], users)
touch_all(users)
keep(ARGV[2])
return {alive(), changed}
