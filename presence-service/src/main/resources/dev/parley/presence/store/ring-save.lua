-- Puts a ring in the place of the one of the revision before.
-- KEYS  1 the ring  2 rings by the time until which they are told  3, 4 the same of the users concerned
-- ARGV  1 the ring's id  2 its revision  3 'open' or 'ended'  4 the record  5 when it ends by itself
--       6 until when it is told, once ended  7 ms for which it is kept after it would have ended
-- Answers 1 if it was carried out.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = string.match(redis.call('GET', KEYS[1]) or '0 ', '^(%d+) ')
if tonumber(ARGV[2]) ~= tonumber(before) + 1 then
  return 0
end
local left = math.max(1, ARGV[5] - now + ARGV[7])
redis.call('SET', KEYS[1], ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4], 'PX', left)
for i = 2, 4 do
  redis.call('ZADD', KEYS[i], ARGV[3] == 'open' and '+inf' or ARGV[6], ARGV[1])
  if redis.call('PTTL', KEYS[i]) < left then
    redis.call('PEXPIRE', KEYS[i], left)
  end
end
return 1
