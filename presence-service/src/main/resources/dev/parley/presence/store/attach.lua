-- What has become of the sessions at a node. Nothing is noted of a node without a lease, nor of a
-- step that comes late.
-- ARGV  1 the node  2 ms for which keys outlive their leases  3 the step  4 'anew' if what was said
--       before does not count  5 how many sessions came  6 how many went; then these, as 'USER
--       SESSION ROOM HOW', with '*' for no room, and for how it came 'attends' or 'joined'; then
--       users, each with a status
-- Answers the users that have changed.
local deadline = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0)
local last = tonumber(redis.call('HGET', KEYS[3], ARGV[1]) or 0)
if deadline <= now or tonumber(ARGV[3]) <= last then
  return {}
end
local at = KEYS[4] .. ARGV[1]
local anew = ARGV[4] == 'anew'
local users = {}
if anew then
  users_at(ARGV[1], users)
  redis.call('DEL', at)
end
local came = 6 + ARGV[5]
local went = came + ARGV[6]
for i = 7, went do
  users[string.match(ARGV[i], '^%S+')] = true
  if i <= came then
    redis.call('ZADD', at, 0, ARGV[i])
  else
    redis.call('ZREM', at, ARGV[i])
  end
end
for i = went + 1, #ARGV, 2 do
  local _, _, _, before = read(ARGV[i])
  if not anew or before == '{}' then
    touch(ARGV[i], ARGV[i + 1])
    users[ARGV[i]] = nil
  end
end
touch_all(users)
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
redis.call('PEXPIRE', at, deadline - now + ARGV[2])
keep(ARGV[2])
return changed
