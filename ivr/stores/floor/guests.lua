-- Somebody is called into a room, named by their leg, comes in, is heard otherwise, or goes. Answers done, or why not:
-- state (agent and caller are not talking), there (called already), elsewhere (in another room), busy, gone.
local id, guest = order.handoff, order.guest
local hash = key('handoff', id)
local state, agent, help = unpack(redis.call('HMGET', hash, 'state', 'agent', 'help_since'))
local kept = guest_of(id, guest)

local function is_asking()
  for _, other in ipairs(guests_of(id)) do
    if guest_of(id, other).kind == 'consult' then
      return true
    end
  end
  return false
end

-- A colleague must be free, and takes no callers from now on; a supervisor has one telephone.
local function refusal()
  if state ~= 'talking' or (order.by ~= '' and order.by ~= agent) then
    return 'state'
  elseif kept then
    return 'there'
  elseif order.kind == 'consult' then
    local free = redis.call('HGET', key('agent', guest), 'state') == 'available' and not is_gone(guest)
    return (is_asking() or not free) and 'busy' or nil
  end
  local other = redis.call('HGET', key('guests'), guest)
  return other and other ~= id and guest_of(other, guest) and 'elsewhere' or nil
end

local function invite()
  local why = refusal()
  if why then
    return why
  end
  if order.kind == 'consult' then
    set_agent(guest, 'busy', id)
  else
    redis.call('HSET', key('guests'), guest, id)
  end
  local visit = redis.call('HINCRBY', hash, 'visits', 1)
  keep_guest(id, guest,
    { kind = order.kind, name = order.name, leg = '', joined = false, visit = visit, since = text(now) })
  return 'done'
end

-- Help has come when a supervisor has.
local function come()
  if state ~= 'talking' then
    return 'state'
  end
  kept.joined = true
  keep_guest(id, guest, kept)
  if kept.kind ~= 'consult' and (help or '') ~= '' then
    redis.call('HSET', hash, 'help_since', '')
  end
  return 'done'
end

local function change()
  if order.act == 'invite' then
    return invite()
  elseif not kept or (order.visit > 0 and kept.visit ~= order.visit) then
    return 'gone'
  elseif order.act == 'left' then
    drop_guest(id, guest)
  elseif order.act == 'came' then
    return come()
  elseif order.act == 'leg' then
    kept.leg = order.leg
    keep_guest(id, guest, kept)
  else
    kept.kind = order.kind
    keep_guest(id, guest, kept)
  end
  return 'done'
end

local answer = change()
if answer == 'done' then
  publish('guest', id, agent or '', state)
end
return answer
