-- The life of the store: set once when absent, so a new one means that everything was lost.
-- KEYS  1 the epoch
-- ARGV  1 what it becomes when absent
local epoch = redis.call('GET', KEYS[1])
if not epoch then
  epoch = ARGV[1]
  redis.call('SET', KEYS[1], epoch)
end
return epoch
