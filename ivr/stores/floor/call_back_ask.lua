-- A caller who stepped out of the queue asks to be called back: their place is kept as a call-back. Who asks on a page
-- (`fresh`) waited nowhere, and has a place from now on. Answers the call-back's identifier (the one there is already for this
-- number), or !limit, or !place when the place is gone.
local kept = redis.call('GET', key('effect', order.effect))
if kept then
  return kept
end
local place, from, priority, front, ends, handoff
if order.fresh then
  from, priority, front, handoff = text(now), text(order.priority), '0', ''
else
  place = kept_of_call(order.call)
  from, priority, front, ends, handoff =
    unpack(redis.call('HMGET', place, 'counts_from', 'priority', 'front', 'until', 'handoff'))
  if not from or now > tonumber(ends) then
    return '!place'
  end
end

local function asked()
  local there = redis.call('HGET', key('call_back_numbers'), order.number)
  if there then
    return there
  end
  local counted = key('call_backs_asked', order.number)
  local count = redis.call('INCR', counted)
  if count == 1 then
    redis.call('EXPIRE', counted, 86400)
  end
  if count > order.most then
    return '!limit'
  end
  local hash = key('call_back', order.id)
  redis.call('HSET', hash, 'id', order.id, 'institution', order.institution, 'queue', order.queue, 'number', order.number,
    'procedure', order.procedure, 'channel', order.channel, 'handoff', handoff, 'asked', text(now), 'tries', '0', 'state', 'waiting',
    'counts_from', from, 'priority', priority, 'front', front, 'next', text(now))
  redis.call('HSET', key('call_back_numbers'), order.number, order.id)
  redis.call('ZADD', key('call_backs', order.queue), text(score_of(tonumber(from), tonumber(priority), front == '1')), order.id)
  return order.id
end

local answer = asked()
if answer ~= '!limit' and place then
  redis.call('DEL', place)
  redis.call('HSET', key('handoff', handoff), 'outcome', 'call_back')
  redis.call('SADD', key('unsaved'), handoff)
  publish('call_back_asked', handoff, '', 'ended')
end
redis.call('SET', key('effect', order.effect), answer, 'EX', 86400)
return answer
