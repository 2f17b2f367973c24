-- Rooms of one shard in which a member is up at a node.
-- KEYS  1 the shard's nodes: 'node room', in the order of bytes
-- ARGV  1 the node  2 how many at most  3 what the key of a room of this shard begins with
local entries = redis.call(
  'ZRANGEBYLEX', KEYS[1], '[' .. ARGV[1] .. ' ', '(' .. ARGV[1] .. '!', 'LIMIT', 0, ARGV[2])

local rooms = {}
for _, entry in ipairs(entries) do
  local room = string.match(entry, '%S+$')
  -- A room may have outlived its time while nobody looked; its entry goes with it.
  if redis.call('EXISTS', ARGV[3] .. room) == 1 then
    rooms[#rooms + 1] = room
  else
    redis.call('ZREM', KEYS[1], entry)
  end
end
return rooms
