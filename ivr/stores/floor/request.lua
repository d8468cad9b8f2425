-- A caller enters a queue. Answers: the handoff's identifier, or one of !hours, !staff, !full, !other (another live handoff).
local kept = redis.call('GET', key('effect', order.effect))
if kept then
  return kept
end

local function answer(word)
  if word ~= '!other' then
    redis.call('SET', key('effect', order.effect), word, 'EX', 86400)
  end
  return word
end

if redis.call('HEXISTS', key('calls'), order.call) == 1 then
  return answer('!other')
end
if not order.open then
  return answer('!hours')
end
if redis.call('ZCOUNT', key('seen'), text(now - order.gone), '+inf') == 0 then
  return answer('!staff')
end
local queue = key('queue', order.queue)
if not order.front and redis.call('ZCARD', queue) >= order.size then
  return answer('!full')
end
for name, value in pairs(order.fields) do
  redis.call('HSET', key('handoff', order.handoff), name, value)
end
redis.call('HSET', key('calls'), order.call, order.handoff)
redis.call('ZADD', queue, text(order.front and now - FRONT or now), order.handoff)
publish('waiting', order.handoff, '', 'waiting')
return answer(order.handoff)
