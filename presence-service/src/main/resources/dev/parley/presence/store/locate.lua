-- Where the sessions of a user are.
-- ARGV  1 the user
-- Answers, of each node that holds a lease and has sessions of the user, the node and a list of them.
local found = {}
for _, node in ipairs(alive()) do
  local sessions = entries(node, ARGV[1])
  if #sessions > 0 then
    found[#found + 1] = node
    found[#found + 1] = sessions
  end
end
return found
