-- One step of a room: a compare-and-set on (incarnation, rev) of its record, its log and its places
-- in the indexes of its shard. Nothing is done unless the room stands where the step began.
-- KEYS  1 the room  2 its log  3 the shard's deadlines  4 the shard's nodes
-- ARGV  1 the name of the room
--       2, 3 incarnation and rev where the step began; rev 0 where there was no room
--       4 ms for which it is kept at least  5 ops that are kept
--       the room as it becomes, all of it absent where the room ends:
--       6 incarnation  7 rev  8 digest  9 deadline in ms since 1970, or empty
--       10 the nodes where members are up, each with a blank behind it  11 record
--       12… ops
-- Answers 1 if it was done.
local name, keep = ARGV[1], tonumber(ARGV[4])
local incarnation, rev, nodes = unpack(redis.call('HMGET', KEYS[1], 'incarnation', 'rev', 'nodes'))
if (rev or '0') ~= ARGV[3] or (rev and incarnation ~= ARGV[2]) then
  return 0
end

if nodes ~= ARGV[10] then
  for node in string.gmatch(nodes or '', '%S+') do
    redis.call('ZREM', KEYS[4], node .. ' ' .. name)
  end
  for node in string.gmatch(ARGV[10] or '', '%S+') do
    redis.call('ZADD', KEYS[4], 0, node .. ' ' .. name)
  end
end
if (ARGV[9] or '') == '' then
  redis.call('ZREM', KEYS[3], name)
else
  redis.call('ZADD', KEYS[3], ARGV[9], name)
end
if ARGV[6] ~= incarnation then
  redis.call('DEL', KEYS[2])
end
if not ARGV[6] then
  redis.call('DEL', KEYS[1])
  return 1
end

redis.call('HSET', KEYS[1], 'incarnation', ARGV[6], 'rev', ARGV[7], 'digest', ARGV[8],
  'nodes', ARGV[10], 'record', ARGV[11])
if ARGV[12] then
  redis.call('RPUSH', KEYS[2], unpack(ARGV, 12))
  redis.call('LTRIM', KEYS[2], -ARGV[5], -1)
end

-- What is due is kept until then and on; a life is not made longer each time by a moment.
local time = redis.call('TIME')
local wait = math.max(0, (tonumber(ARGV[9]) or 0) - time[1] * 1000)
for _, key in ipairs(KEYS) do
  if redis.call('PTTL', key) < wait + keep / 2 then
    redis.call('PEXPIRE', key, wait + keep)
  end
end
return 1
