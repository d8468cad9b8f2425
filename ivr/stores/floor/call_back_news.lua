-- What became of a call-back that is being dialled. Answers 1, or 0 when that is not so (any more).
--   dialled   the network gave the call a name
--   unsent    the network did not take the command: as if it had not been tried
--   missed    nobody answered, or nobody pressed the key: later again, unless that was the last try
--   reached   the customer pressed the key: their place is at the front, for this call
--   declined  the customer does not want it any more
--   expired   it has waited for too long
--   left      whoever was reached is gone, or came to no queue: nobody is kept for them any more
local hash = key('call_back', order.id)
local state, call, queue, number, from, priority, front, tries =
  unpack(redis.call('HMGET', hash, 'state', 'call', 'queue', 'number', 'counts_from', 'priority', 'front', 'tries'))

local function finish(outcome)
  redis.call('HSET', hash, 'state', 'ended', 'outcome', outcome, 'ended', text(now))
  redis.call('ZREM', key('dialling'), order.id)
  redis.call('ZREM', key('call_backs', queue), order.id)
  redis.call('HDEL', key('call_back_numbers'), number)
  redis.call('SADD', key('call_backs_unsaved'), order.id)
  redis.call('EXPIRE', hash, 86400)
  return 1
end

local function wait_again(next_try)
  redis.call('HSET', hash, 'state', 'waiting', 'next', text(next_try), 'call', '')
  redis.call('ZREM', key('dialling'), order.id)
  local score = score_of(tonumber(from), tonumber(priority), front == '1')
  redis.call('ZADD', key('call_backs', queue), text(score), order.id)
  return 1
end

if order.what == 'left' then
  return call == order.call and redis.call('ZREM', key('reached'), order.id) or 0
end
local is_theirs = order.call == '' or call == '' or call == order.call
if order.what == 'expired' then
  return state == 'waiting' and finish('expired') or 0
end
if order.what == 'reached' and state == 'ended' and call == order.call then
  return 1
end
if state ~= 'dialling' or not is_theirs then
  return 0
end
if order.what == 'dialled' then
  redis.call('HSET', hash, 'call', order.call)
  redis.call('SET', key('call_back_of', order.call), order.id, 'EX', 86400)
  return 1
end
if order.what == 'unsent' then
  redis.call('HINCRBY', hash, 'tries', -1)
  return wait_again(now + order.apart)
end
if order.what == 'missed' then
  return tonumber(tries) >= order.most and finish('unanswered') or wait_again(now + order.apart)
end
if order.what == 'declined' then
  return finish('declined')
end
redis.call('HSET', hash, 'reached', text(now))
local raised = math.min(9, tonumber(priority) + order.priority)
redis.call('ZADD', key('reached'), text(now), order.id)
redis.call('EXPIRE', key('reached'), 3600)
keep(kept_of_call(order.call), from, text(raised), '1', order.kept)
return finish('reached')
