-- Leads callers elsewhere who have waited for longer than the queue wants: into another queue, at the place that their time
-- gives them there, or (`news`) tells them something. Who is at the front already stays. Answers the handoffs concerned.
local MOST = 200
local from = key('queue', order.queue)
local concerned = {}

local function relieve(caller, score)
  local hash = key('handoff', caller)
  if redis.call('HSETNX', hash, 'relieved', order.queue) == 0 then
    return
  end
  if order.to ~= '' then
    step_out(order.queue, caller)
    stand(order.to, caller, score)
    redis.call('HSET', hash, 'queue', order.to)
    publish('overflowed', caller, '', 'waiting')
  else
    redis.call('HSET', hash, 'news', order.news, 'told', '')
  end
  concerned[#concerned + 1] = caller
end

for band = 0, 9 do
  local longest, latest = now + AHEAD - (band + 1) * BAND, now - order.over - band * BAND
  local found = redis.call('ZREVRANGEBYSCORE', from, text(latest), '(' .. text(longest), 'WITHSCORES', 'LIMIT', 0, MOST)
  for i = 1, #found, 2 do
    relieve(found[i], tonumber(found[i + 1]))
  end
end
return concerned
