-- Sessions that are at a node now; nothing is noted of a node without a lease.
-- KEYS  1 all leases: nodes by their deadlines  2 the sessions at the node
-- ARGV  1 the node  2 ms for which keys outlive their leases  3… sessions
-- Answers 1 if they were noted.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local deadline = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0)
if deadline <= now then
  return 0
end
for i = 3, #ARGV do
  redis.call('ZADD', KEYS[2], 0, ARGV[i])
end
redis.call('PEXPIRE', KEYS[2], deadline - now + ARGV[2])
return 1
