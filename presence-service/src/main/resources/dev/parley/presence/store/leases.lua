-- The nodes that hold a lease; what has lapsed is dropped.
-- KEYS  1 all leases: nodes by their deadlines
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
