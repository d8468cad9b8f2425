-- What a board shows of each queue: how many wait, the instant from which the longest wait counts, and the first ones.
-- In a band who stands first has waited longest, so that one look at each band is enough, however long the queue.
-- Answers one list a queue, in the order asked: waiting, the instant or '', and up to `first` handoffs.
local function oldest_of(queue)
  local oldest, from = nil, '-inf'
  while true do
    local found = redis.call('ZRANGEBYSCORE', key('queue', queue), from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if not found[1] then
      return oldest
    end
    local since = tonumber(redis.call('HGET', key('handoff', found[1]), 'counts_from'))
    if since and (not oldest or since < oldest) then
      oldest = since
    end
    from = '(' .. end_of(band_of(tonumber(found[2])))
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
