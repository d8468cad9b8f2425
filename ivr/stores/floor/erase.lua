-- Erases an errand that was run, unless another has taken its place meanwhile.
if redis.call('HGET', key('errands'), order.field) == order.path then
  redis.call('HDEL', key('errands'), order.field)
end
return 1
