-- What the scripts below begin with: time, and users as others see them.
-- The first four keys of each are
-- KEYS  1 all leases: nodes by their deadlines, until they are buried  2 users: 'REV SESSIONS CALLS
--       STATUS', and in '*' the last revision  3 nodes by the steps that they have told
--       4 what the key of the sessions at a node begins with; each lies where the others do
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function alive()
  return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf')
end

-- The entries of a user at a node. In the order of bytes '!' comes next after the blank, and no
-- character of an id comes before it.
local function entries(node, user)
  return redis.call('ZRANGEBYLEX', KEYS[4] .. node, '[' .. user .. ' ', '(' .. user .. '!')
end

-- How many sessions a user has, and how many of them are in a room; one that moves is at two nodes.
local function count(user)
  local seen, sessions, calls = {}, 0, 0
  for _, node in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    for _, entry in ipairs(entries(node, user)) do
      local session, room = string.match(entry, '^%S+ (%S+) (%S+)')
      local before = seen[session]
      sessions = sessions + (before and 0 or 1)
      if room ~= '*' and before ~= 'room' then
        calls = calls + 1
        seen[session] = 'room'
      elseif not before then
        seen[session] = 'none'
      end
    end
  end
  return sessions, calls
end

local function read(user)
  local text = redis.call('HGET', KEYS[2], user) or '0 0 0 {}'
  return string.match(text, '^(%d+) (%d+) (%d+) (.*)$')
end

local function revise()
  local rev = math.max(now, (tonumber(redis.call('HGET', KEYS[2], '*')) or 0) + 1)
  local text = string.format('%.0f', rev)
  redis.call('HSET', KEYS[2], '*', text)
  return text
end

local changed = {}

-- Counts a user anew; what has changed gets another revision. Whoever has no session is forgotten.
local function touch(user, status)
  local _, sessions_before, calls_before, status_before = read(user)
  local sessions, calls = count(user)
  status = sessions == 0 and '{}' or status or status_before
  if sessions == tonumber(sessions_before) and calls == tonumber(calls_before)
    and status == status_before then
    return
  end
  local rev = revise()
  if sessions == 0 then
    redis.call('HDEL', KEYS[2], user)
  else
    redis.call('HSET', KEYS[2], user, rev .. ' ' .. sessions .. ' ' .. calls .. ' ' .. status)
  end
  for _, field in ipairs({user, rev, tostring(sessions), tostring(calls), status}) do
    changed[#changed + 1] = field
  end
end

-- Notes whose sessions are at a node.
local function users_at(node, users)
  for _, entry in ipairs(redis.call('ZRANGE', KEYS[4] .. node, 0, -1)) do
    users[string.match(entry, '^%S+')] = true
  end
end

local function touch_all(users)
  for user in pairs(users) do
    touch(user)
  end
end

-- The node holds no lease any more, and its sessions are forgotten.
local function bury(node, users)
  users_at(node, users)
  redis.call('DEL', KEYS[4] .. node)
  redis.call('HDEL', KEYS[3], node)
  redis.call('ZREM', KEYS[1], node)
end

-- Nothing outlives the leases by more than their margin.
local function keep(margin)
  local left = math.max(redis.call('PTTL', KEYS[1]), tonumber(margin))
  for _, key in ipairs({KEYS[2], KEYS[3]}) do
    if redis.call('PTTL', key) < left then
      redis.call('PEXPIRE', key, left)
    end
  end
end

