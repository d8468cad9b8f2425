-- The facts of a handoff are in the records, unless its wrap-up ended after they were read: then they are owed again.
local wrapped_up = redis.call('HGET', key('handoff', order.handoff), 'wrapped_up') or ''
if wrapped_up == order.wrapped_up or redis.call('EXISTS', key('handoff', order.handoff)) == 0 then
  redis.call('SREM', key('unsaved'), order.handoff)
end
return 1
