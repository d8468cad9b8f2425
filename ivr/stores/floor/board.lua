-- What a board shows of each queue: how many wait, when the one who waits longest entered, and the first ones.
-- A band stands in the order of what a wait counts from. Of those who kept no place that is when they entered: behind the
-- first of them nobody entered earlier, so that a look at the head of each band is enough, however long the queue.
-- Answers one list a queue, in the order asked: waiting, the instant or '', and up to `first` handoffs.
local function oldest_of(queue)
  local oldest, from, kept = nil, '-inf', 0
  while true do
    local found = redis.call('ZRANGEBYSCORE', key('queue', queue), from, '+inf', 'WITHSCORES', 'LIMIT', kept, 1)
    if not found[1] then
      return oldest
    end
    local requested, counts_from = unpack(redis.call('HMGET', key('handoff', found[1]), 'requested', 'counts_from'))
    local entered = tonumber(requested)
    if entered and (not oldest or entered < oldest) then
      oldest = entered
    end
    if entered and entered > tonumber(counts_from) then
      kept = kept + 1
    else
      from, kept = '(' .. end_of(band_of(tonumber(found[2]))), 0
    end
  end
end

local answer = {}
for i, queue in ipairs(order.queues) do
  local oldest = oldest_of(queue)
  answer[i] = {
    redis.call('ZCARD', key('queue', queue)),
    oldest and text(oldest) or '',
    redis.call('ZRANGE', key('queue', queue), 0, order.first - 1),
  }
end
return answer
