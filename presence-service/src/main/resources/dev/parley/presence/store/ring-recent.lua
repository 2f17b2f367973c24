-- Rings that have not ended, and those that are still told.
-- KEYS  1 rings by the time until which they are told  2 what the key of a ring begins with; it lies
--       where KEYS[1] does
-- ARGV  1 how many at most
-- Answers the time, ms since 1970, and the rings.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local found = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, ARGV[1] - 1)) do
  local ring = redis.call('GET', KEYS[2] .. id)
  if ring then
    found[#found + 1] = ring
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return {now, found}
