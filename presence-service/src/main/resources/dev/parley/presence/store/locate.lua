-- Where the sessions of a user are.
-- KEYS  1 all leases: nodes by their deadlines
-- ARGV  1 the user  2 what the key of the sessions at a node begins with; it lies where KEYS[1] does
-- Answers, of each node that holds a lease and has sessions of the user, the node and a list of them.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = {}
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
  -- In the order of bytes '!' comes next after the blank, and no character of an id comes before it.
  local sessions =
    redis.call('ZRANGEBYLEX', ARGV[2] .. node, '[' .. ARGV[1] .. ' ', '(' .. ARGV[1] .. '!')
  if #sessions > 0 then
    found[#found + 1] = node
    found[#found + 1] = sessions
  end
end
return found
