-- Says whether a conference event is newer than the last one of the same participant, and remembers it if so.
local events = key('room', order.handoff)
local last = tonumber(redis.call('HGET', events, order.participant) or '-1')
if order.sequence <= last then
  return 0
end
redis.call('HSET', events, order.participant, text(order.sequence))
redis.call('EXPIRE', events, 86400)
return 1
