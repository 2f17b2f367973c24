-- Rooms of one shard whose deadline has passed.
-- KEYS  1 the shard's deadlines
-- ARGV  1 how many at most  2 what the key of a room of this shard begins with
-- Answers name and deadline of each, the longest overdue first.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES', 'LIMIT', 0, ARGV[1])

local found = {}
for i = 1, #due, 2 do
  -- A room may have outlived its time while nobody looked; its entry goes with it.
  if redis.call('EXISTS', ARGV[2] .. due[i]) == 1 then
    found[#found + 1] = due[i]
    found[#found + 1] = due[i + 1]
  else
    redis.call('ZREM', KEYS[1], due[i])
  end
end
return found
