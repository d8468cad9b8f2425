-- Who is in a room besides caller and agent, as every script may have to end it: supervisors, and a colleague who was asked.
local GUEST = 'guest:'

local function guest_of(handoff, guest)
  local kept = redis.call('HGET', key('handoff', handoff), GUEST .. guest)
  return kept and cjson.decode(kept) or nil
end

local function keep_guest(handoff, guest, kept)
  redis.call('HSET', key('handoff', handoff), GUEST .. guest, cjson.encode(kept))
end

-- A colleague who was asked takes callers again, unless the caller became theirs.
local function drop_guest(handoff, guest)
  local kept = guest_of(handoff, guest)
  redis.call('HDEL', key('handoff', handoff), GUEST .. guest)
  if redis.call('HGET', key('guests'), guest) == handoff then
    redis.call('HDEL', key('guests'), guest)
  end
  local state, on = unpack(redis.call('HMGET', key('agent', guest), 'state', 'handoff'))
  local owner = redis.call('HGET', key('handoff', handoff), 'agent')
  if kept and kept.kind == 'consult' and state == 'busy' and on == handoff and owner ~= guest then
    rest_agent(guest, 'available')
  end
end

local function guests_of(handoff)
  local found = {}
  for _, name in ipairs(redis.call('HKEYS', key('handoff', handoff))) do
    if string.sub(name, 1, #GUEST) == GUEST then
      found[#found + 1] = string.sub(name, #GUEST + 1)
    end
  end
  return found
end

local function drop_guests(handoff)
  for _, guest in ipairs(guests_of(handoff)) do
    drop_guest(handoff, guest)
  end
end
