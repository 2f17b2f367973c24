-- A lease from now on.
-- ARGV  1 the node  2 ms for which the lease lasts  3 ms for which keys outlive their leases
-- Answers 1 if the node held a lease until now, else 0; and the nodes that hold a lease.
local deadline = redis.call('ZSCORE', KEYS[1], ARGV[1])
local known = deadline and tonumber(deadline) > now
local left = ARGV[2] + ARGV[3]

redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
if redis.call('PTTL', KEYS[1]) < left then
  redis.call('PEXPIRE', KEYS[1], left)
end
redis.call('PEXPIRE', KEYS[4] .. ARGV[1], left)
keep(ARGV[3])
return {known and 1 or 0, alive()}
