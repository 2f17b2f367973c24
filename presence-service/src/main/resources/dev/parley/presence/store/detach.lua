-- Sessions that are not at a node any more.
-- KEYS  1 the sessions at the node
-- ARGV  sessions
local gone = 0
for i = 1, #ARGV do
  gone = gone + redis.call('ZREM', KEYS[1], ARGV[i])
end
return gone
