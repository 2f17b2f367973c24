-- A ring.
-- KEYS  1 the ring: 'REV open|ended RECORD'
-- Answers the time, ms since 1970, and what is stored, or nothing.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return {now, redis.call('GET', KEYS[1]) or ''}
