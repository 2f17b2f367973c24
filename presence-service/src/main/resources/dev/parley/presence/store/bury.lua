-- The end of all leases that have lapsed.
-- ARGV  1 ms for which keys outlive their leases
-- Answers the users that have changed.
local users = {}
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  bury(node, users)
end
touch_all(users)
keep(ARGV[1])
return changed
