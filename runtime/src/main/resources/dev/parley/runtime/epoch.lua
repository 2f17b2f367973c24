-- The life of the store: set once when absent, so a new one means that everything was lost.
-- KEYS  1 the epoch: its id, and when it was set in ms since 1970
-- ARGV  1 what the id becomes when absent
-- Answers the id, and its age in ms.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id, born = string.match(redis.call('GET', KEYS[1]) or '', '^(%x+) (%d+)$')
if not id then
  id, born = ARGV[1], now
  redis.call('SET', KEYS[1], id .. ' ' .. born)
elseif tonumber(born) > now then
  born = 0 -- the clock was set back: whatever its age is, it is not new
  redis.call('SET', KEYS[1], id .. ' ' .. born)
end
return {id, now - born}
