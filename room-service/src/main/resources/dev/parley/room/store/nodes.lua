-- Every node at which a member of a room of one shard is up.
-- KEYS  1 the shard's nodes: 'node room', in the order of bytes
local nodes, from = {}, '-'
while true do
  local first = redis.call('ZRANGEBYLEX', KEYS[1], from, '+', 'LIMIT', 0, 1)[1]
  if not first then
    return nodes
  end
  local node = string.match(first, '^%S+')
  nodes[#nodes + 1] = node
  -- '!' comes next after the blank, and no character of a name comes before it.
  from = '(' .. node .. '!'
end
