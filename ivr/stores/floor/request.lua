-- A caller enters a queue, or (`asks`) only asks whether they might. Answers: the handoff's identifier, or one of !hours, !staff,
-- !closed, !full, !other (another live handoff). Who lost their place a moment ago gets it back: by the same call, or from the
-- same number.
local kept = redis.call('GET', key('effect', order.effect))
if kept then
  return kept
end

local function answer(word)
  if word ~= '!other' and not order.asks then
    redis.call('SET', key('effect', order.effect), word, 'EX', 86400)
  end
  return word
end

if not order.asks and redis.call('HEXISTS', key('calls'), order.call) == 1 then
  return answer('!other')
end

local function kept_place()
  for _, place in ipairs({ kept_of_call(order.call), kept_of_number(order.fields.entered, order.fields.caller_number) }) do
    local from, priority, front, ends = unpack(redis.call('HMGET', place, 'counts_from', 'priority', 'front', 'until'))
    if from and now <= tonumber(ends) then
      local news = place == kept_of_call(order.call) and '' or 'regained'
      return { counts_from = from, priority = priority, front = front, news = news }, place
    end
  end
end

-- Whoever was in the queue before may come back to it for some time after it closed (`grace`).
local place, where = kept_place()
local was_here = place or order.front
if not order.open and not (order.grace and was_here) then
  return answer('!hours')
end
if not order.anyway and redis.call('ZCOUNT', key('seen'), text(now - order.gone), '+inf') == 0 then
  return answer('!staff')
end

-- A supervisor may have closed the queue: nobody new is taken; whoever was in it before comes back.
local closed = not was_here and redis.call('HGET', key('closed'), order.queue)
if closed then
  local ends = cjson.decode(closed)['until']
  if ends == 0 or now < ends then
    return answer('!closed')
  end
end
if order.asks then
  return ''
end

-- A caller who waited in vain a moment ago comes before those who did not.
local function new_place()
  local vain = redis.call('GET', key('vain', order.fields.caller_number))
  local more = vain and order.fields.caller_number ~= '' and now <= tonumber(vain) and order.repeated or 0
  local priority = math.min(9, tonumber(order.fields.priority) + more)
  return { counts_from = order.fields.counts_from, priority = text(priority), front = order.fields.front }
end

if not was_here and redis.call('ZCARD', key('queue', order.queue)) >= order.size then
  return answer('!full')
end
if where then
  redis.call('DEL', where)
end
local back = redis.call('GET', key('call_back_of', order.call))
if back then
  order.fields.called_back = redis.call('HGET', key('call_back', back), 'channel') or 'phone'
end
if back and where == kept_of_call(order.call) then -- from now on they are offered like others: nobody need be kept for them
  redis.call('ZREM', key('reached'), back)
end
place = place or new_place()
if order.front then
  place.front = '1'
end
for _, fields in ipairs({ order.fields, place }) do
  for name, value in pairs(fields) do
    redis.call('HSET', key('handoff', order.handoff), name, value)
  end
end
redis.call('HSET', key('calls'), order.call, order.handoff)
stand(order.queue, order.handoff, score_of(tonumber(place.counts_from), tonumber(place.priority), place.front == '1'))
publish('waiting', order.handoff, '', 'waiting')
return answer(order.handoff)
