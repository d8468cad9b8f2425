-- A supervisor gives a caller who waits another place: in another queue, at the place that their time gives them there,
-- or (`front`) before all others. Answers 1, or 0 when the caller does not wait (any more).
local hash = key('handoff', order.handoff)
local state, queue, counts_from, priority, front =
  unpack(redis.call('HMGET', hash, 'state', 'queue', 'counts_from', 'priority', 'front'))
if state ~= 'waiting' or not redis.call('ZSCORE', key('queue', queue), order.handoff) then
  return 0
end
local is_front = order.front or front == '1'
step_out(queue, order.handoff)
redis.call('HSET', hash, 'queue', order.queue, 'front', is_front and '1' or '0')
stand(order.queue, order.handoff, score_of(tonumber(counts_from), tonumber(priority), is_front))
publish('placed', order.handoff, '', 'waiting')
return 1
