-- One room, and the time.
-- KEYS  1 the room
-- Answers its record, or nil, and the ms since 1970.
local time = redis.call('TIME')
return {redis.call('HGET', KEYS[1], 'record'), time[1] * 1000 + math.floor(time[2] / 1000)}
