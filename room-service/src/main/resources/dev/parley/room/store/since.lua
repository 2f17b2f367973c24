-- The ops of a room after a revision.
-- KEYS  1 the room  2 its log
-- ARGV  1, 2 incarnation and rev
-- Answers the present rev and the ops; nothing where they cannot lead from there to here.
local incarnation, rev = unpack(redis.call('HMGET', KEYS[1], 'incarnation', 'rev'))
if incarnation ~= ARGV[1] then
  return {}
end
local missing = rev - ARGV[2]
if missing < 0 or missing > redis.call('LLEN', KEYS[2]) then
  return {}
end
return {rev, missing == 0 and {} or redis.call('LRANGE', KEYS[2], -missing, -1)}
