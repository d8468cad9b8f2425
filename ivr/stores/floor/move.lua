-- Changes one handoff by compare-and-set, with all that hangs on it. Answers 1, or 0 when it stands otherwise.
if order.effect ~= '' and redis.call('EXISTS', key('effect', order.effect)) == 1 then
  return 1
end
local id = order.handoff
local hash = key('handoff', id)
local state, agent, lease, queue, call, moved, held_since, sequence =
  unpack(redis.call('HMGET', hash, 'state', 'agent', 'lease', 'queue', 'call', 'moved', 'held_since', 'sequence'))
if not state or not order.before[state] then
  return 0
end
if order.agent ~= '' and order.agent ~= agent then
  return 0
end
if order.leased and now >= tonumber(lease) then
  return 0
end
-- An effect of the caller's script that answers late changes nothing once a later one has moved the handoff.
if order.sequence > 0 then
  if order.sequence < tonumber(sequence or '0') then
    return 0
  end
  redis.call('HSET', hash, 'sequence', text(order.sequence))
end

local to = order.to ~= '' and order.to or state

-- How long the caller was held, and how long they were at the keypad: added up when it ends.
local function lasted(name, since)
  redis.call('HINCRBY', hash, name, math.max(0, now - tonumber(since)))
end

if held_since and held_since ~= '' and (to ~= state or order.fields.held_since) then
  lasted('held', held_since)
  redis.call('HSET', hash, 'held_since', '')
end
if to ~= state and (state == 'capsule' or state == 'holding') then
  lasted('in_capsule', moved)
end

for name, value in pairs(order.fields) do
  redis.call('HSET', hash, name, value)
end
for field, path in pairs(order.errands) do
  redis.call('HSET', key('errands'), field, path)
end
if order.progress ~= '' then
  local before = redis.call('HGET', hash, 'progress') or ''
  redis.call('HSET', hash, 'progress', before == '' and order.progress or (before .. ',' .. order.progress))
end
if order.effect ~= '' then
  redis.call('SET', key('effect', order.effect), '1', 'EX', 86400)
end

-- Who waited in vain may come back: within `kept` to the same place, within `repeated` before those who did not. Who stepped
-- out to be called back keeps their place for as long as the call.
local function keep_place()
  local from, priority, front, number, entered =
    unpack(redis.call('HMGET', hash, 'counts_from', 'priority', 'front', 'caller_number', 'entered'))
  if order.fields.wants_call_back then
    redis.call('HSET', kept_of_call(call), 'handoff', id)
    return keep(kept_of_call(call), from, priority, front, order.keeps.kept)
  end
  if number == '' or state == 'talking' or state == 'capsule' or state == 'holding' then
    return
  end
  if order.keeps.kept > 0 and order.fields.outcome == 'hung_up' then
    keep(kept_of_number(entered, number), from, priority, front, order.keeps.kept)
  end
  if order.keeps.repeated > 0 then
    redis.call('SET', key('vain', number), text(now + order.keeps.repeated), 'PX', text(order.keeps.repeated))
  end
end

if to ~= state then
  redis.call('HSET', hash, 'state', to, 'moved', text(now))
  if state == 'talking' then
    drop_guests(id)
    redis.call('HSET', hash, 'help_since', '')
  end
  if state == 'offered' then
    redis.call('ZREM', key('offers'), id)
  end
  if to == 'calling_agent' then
    set_agent(agent, 'busy', id)
  elseif to == 'waiting' then
    if order.declined then
      redis.call('HSET', hash, 'declined:' .. agent, text(now))
    end
    to_front(id, not order.declined and 'returned' or nil)
    free_agent(agent, order.frees, id)
    if order.event == 'offer_missed' then
      redis.call('HSET', key('agent', agent), 'missed', '1')
    end
  elseif to == 'ended' then
    redis.call('HSET', hash, 'ended', text(now), 'change', '')
    redis.call('HDEL', key('calls'), call)
    step_out(queue, id)
    if order.keeps then
      keep_place()
    end
    redis.call('SADD', key('unsaved'), id)
    redis.call('EXPIRE', hash, 86400)
    if agent and agent ~= '' then
      local talked = state == 'talking' or state == 'capsule' or state == 'holding'
      free_agent(agent, order.frees, id, talked and order.wrap_up or nil)
    end
  elseif to == 'talking' and state == 'calling_agent' then
    redis.call('LPUSH', key('answers', queue), text(now))
    redis.call('LTRIM', key('answers', queue), 0, 19)
    redis.call('LPUSH', key('staffed', queue), redis.call('ZCOUNT', key('seen'), text(now - order.gone), '+inf'))
    redis.call('LTRIM', key('staffed', queue), 0, 19)
  end
end
publish(order.event, id, agent or '', to)
return 1
