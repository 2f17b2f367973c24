-- A lease from now on.
-- KEYS  1 all leases: nodes by their deadlines  2 the sessions at the node
-- ARGV  1 the node  2 ms for which the lease lasts  3 ms for which keys outlive their leases
-- Answers 1 if the node held a lease until now, else 0; then its sessions are forgotten.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local deadline = redis.call('ZSCORE', KEYS[1], ARGV[1])
local known = deadline and tonumber(deadline) > now
local left = ARGV[2] + ARGV[3]

redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
if redis.call('PTTL', KEYS[1]) < left then
  redis.call('PEXPIRE', KEYS[1], left)
end
if known then
  redis.call('PEXPIRE', KEYS[2], left)
  return 1
end
redis.call('DEL', KEYS[2])
return 0
