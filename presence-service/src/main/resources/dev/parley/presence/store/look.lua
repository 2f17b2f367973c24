-- Users as they are, if they are not at these revisions.
-- ARGV  users, each with a revision
-- Answers those users.
for i = 1, #ARGV, 2 do
  local rev, sessions, calls, status = read(ARGV[i])
  if rev ~= ARGV[i + 1] then
    for _, field in ipairs({ARGV[i], rev, sessions, calls, status}) do
      changed[#changed + 1] = field
    end
  end
end
return changed
