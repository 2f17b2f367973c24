-- The end of a lease.
-- KEYS  1 all leases  2 the sessions at the node
-- ARGV  1 the node
redis.call('ZREM', KEYS[1], ARGV[1])
return redis.call('DEL', KEYS[2])
