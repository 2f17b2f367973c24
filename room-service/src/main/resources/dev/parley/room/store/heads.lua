-- Where rooms of one shard stand. As every hosted room is asked for at each heartbeat, this is also
-- what keeps a room alive in which nothing happens for long.
-- KEYS  1 the shard's deadlines  2 the shard's nodes  3, 4, 5, 6 … each room and its log
-- ARGV  1 ms for which a room is kept at least
-- Answers incarnation, rev and digest of each room, all nil where there is none.
local keep = tonumber(ARGV[1])

local function prolong(key)
  if redis.call('PTTL', key) < keep then
    redis.call('PEXPIRE', key, keep)
  end
end

local heads = {}
for i = 3, #KEYS, 2 do
  heads[#heads + 1] = redis.call('HMGET', KEYS[i], 'incarnation', 'rev', 'digest')
  local left = redis.call('PTTL', KEYS[i])
  if left > 0 and left < keep / 2 then
    prolong(KEYS[1])
    prolong(KEYS[2])
    prolong(KEYS[i])
    prolong(KEYS[i + 1])
  end
end
return heads
