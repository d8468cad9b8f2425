-- Takes a caller from their agent and gives them to a queue, to a colleague who is free, or to the one who was asked: at once
-- and whole, so that the right to act on the caller is never with two and never with nobody. What the first agent did becomes
-- a handoff of its own (`part`) that has ended; the caller keeps the one that their conversation waits for. Answers done,
-- state (not with this agent any more), or busy (the colleague is not free, or not in the room).
local id, agent, target = order.handoff, order.agent, order.target
local hash, part = key('handoff', id), key('handoff', order.part)
local state, owner, held_since = unpack(redis.call('HMGET', hash, 'state', 'agent', 'held_since'))
if state ~= 'talking' or owner ~= agent then
  return 'state'
end
local asked = order.way == 'consultant' and guest_of(id, target)
if order.way == 'consultant' and not (asked and asked.kind == 'consult' and asked.joined) then
  return 'busy'
end
if order.way == 'agent' and (redis.call('HGET', key('agent', target), 'state') ~= 'available' or is_gone(target)) then
  return 'busy'
end

local function split_off()
  local fields = {}
  local all = redis.call('HGETALL', hash)
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, #GUEST) ~= GUEST then
      fields[#fields + 1], fields[#fields + 2] = all[i], all[i + 1]
    end
  end
  redis.call('HSET', part, unpack(fields))
  if held_since and held_since ~= '' then
    redis.call('HINCRBY', part, 'held', math.max(0, now - tonumber(held_since)))
  end
  local outcome = order.line_broke and 'agent_lost' or 'transferred'
  redis.call('HSET', part, 'id', order.part, 'state', 'ended', 'outcome', outcome, 'held_since', '',
    'ended', text(now), 'moved', text(now), 'help_since', '', 'change', '')
  redis.call('EXPIRE', part, 86400)
  redis.call('SADD', key('unsaved'), order.part)
end

-- What was proven stays with the caller, who is on the same line; all that belongs to the agent, or to their time, goes.
local function begin_anew()
  for _, name in ipairs({ 'agent', 'agent_leg', 'lease', 'offered', 'answered', 'capsule', 'held_since', 'muted',
    'help_since', 'change', 'path', 'news', 'told', 'promised', 'promised_at' }) do
    redis.call('HSET', hash, name, '')
  end
  redis.call('HSET', hash, 'held', '0', 'in_capsule', '0', 'ahead', '0', 'requested', text(now), 'counts_from', text(now),
    'moved', text(now), 'queue', order.queue, 'transferred_by', order.name, 'origin', order.origin,
    'taken_over', order.line_broke and '1' or '', 'transfer_note', order.note, 'declined:' .. agent, text(now))
end

split_off()
begin_anew()
if asked then
  redis.call('HDEL', hash, GUEST .. target)
end
drop_guests(id)
for call, path in pairs(order.errands) do
  redis.call('HSET', key('errands'), id .. ' ' .. call, path)
end
free_agent(agent, 'available', order.part, order.wrap_up or nil)
local to = 'waiting'
if order.way == 'queue' then
  redis.call('HSET', hash, 'state', 'waiting', 'entered', order.queue)
  to_front(id)
elseif order.way == 'agent' then
  to = 'offered'
  local lease = text(now + order.lease)
  redis.call('HINCRBY', hash, 'attempt', 1)
  redis.call('HSET', hash, 'state', to, 'agent', target, 'offered', text(now), 'lease', lease, 'front', '1')
  redis.call('ZADD', key('offers'), lease, id)
  set_agent(target, 'offered', id)
else
  to = 'talking'
  redis.call('HINCRBY', hash, 'attempt', 1)
  redis.call('HSET', hash, 'agent', target, 'agent_leg', asked.leg, 'offered', text(now), 'answered', text(now))
  set_agent(target, 'busy', id)
end
publish('transferred', id, to == 'waiting' and '' or target, to)
return 'done'
