-- Takes the call-backs whose turn has come: fewer callers are before them, in all queues, than agents are idle or nearly
-- so. Answers their identifiers; whoever gets them dials.
local free = redis.call('ZCARD', key('idle'))
for _, agent in ipairs(redis.call('ZRANGEBYSCORE', key('timed'), '-inf', text(now + order.soon))) do
  if redis.call('HGET', key('agent', agent), 'state') == 'wrap_up' and not is_gone(agent) then
    free = free + 1
  end
end
free = free - redis.call('ZCARD', key('dialling'))

local function callers_before(score)
  local count = 0
  for _, queue in ipairs(order.queues) do
    count = count + redis.call('ZCOUNT', key('queue', queue), '-inf', '(' .. text(score))
  end
  return count
end

local lines = {}
for _, queue in ipairs(order.queues) do
  local found = redis.call('ZRANGE', key('call_backs', queue), 0, order.most, 'WITHSCORES')
  for i = 1, #found, 2 do
    lines[#lines + 1] = { id = found[i], score = tonumber(found[i + 1]), queue = queue }
  end
end
table.sort(lines, function(one, other)
  if one.score == other.score then return one.id < other.id end
  return one.score < other.score
end)

local taken = {}
for _, line in ipairs(lines) do
  if #taken + callers_before(line.score) >= free then
    break
  end
  local hash = key('call_back', line.id)
  if tonumber(redis.call('HGET', hash, 'next')) <= now then
    redis.call('ZREM', key('call_backs', line.queue), line.id)
    redis.call('ZADD', key('dialling'), text(now), line.id)
    redis.call('HINCRBY', hash, 'tries', 1)
    redis.call('HSETNX', hash, 'dialled', text(now))
    redis.call('HSET', hash, 'state', 'dialling', 'call', '', 'held', '')
    taken[#taken + 1] = line.id
  end
end
return taken
