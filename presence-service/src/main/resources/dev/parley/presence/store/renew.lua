-- A lease from now on.
-- KEYS  1 all leases: nodes by their deadlines  2 the sessions at the node
-- ARGV  1 the node  2 ms for which the lease lasts  3 ms for which keys outlive their leases
-- Answers 1 if the node held a lease until now, else 0, and then its sessions are forgotten; and the
-- nodes that hold a lease.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local deadline = redis.call('ZSCORE', KEYS[1], ARGV[1])
local known = deadline and tonumber(deadline) > now
local left = ARGV[2] + ARGV[3]

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
if redis.call('PTTL', KEYS[1]) < left then
  redis.call('PEXPIRE', KEYS[1], left)
end
if known then
  redis.call('PEXPIRE', KEYS[2], left)
else
  redis.call('DEL', KEYS[2])
end
return {known and 1 or 0, redis.call('ZRANGE', KEYS[1], 0, -1)}
