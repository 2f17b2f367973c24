-- The rings of users that have not ended, and those that are still told.
-- KEYS  1 what the key of a ring begins with  2 what the key of the rings of a user begins with
-- ARGV  users
-- Answers the rings, each once.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found, seen = {}, {}
for _, user in ipairs(ARGV) do
  redis.call('ZREMRANGEBYSCORE', KEYS[2] .. user, '-inf', now)
  for _, id in ipairs(redis.call('ZRANGE', KEYS[2] .. user, 0, -1)) do
    local ring = not seen[id] and redis.call('GET', KEYS[1] .. id)
    seen[id] = true
    if ring then
      found[#found + 1] = ring
    end
  end
end
return found
