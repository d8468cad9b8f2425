-- Offers callers to agents until one side runs out: the caller at the front of all queues, the agent longest idle who
-- has not just declined this very caller. Answers how many offers were made.
local function waiting_callers(most)
  local callers = {}
  for queue, _ in pairs(order.offer) do
    local found = redis.call('ZRANGE', key('queue', queue), 0, most, 'WITHSCORES')
    for i = 1, #found, 2 do
      callers[#callers + 1] = { handoff = found[i], score = tonumber(found[i + 1]), queue = queue }
    end
  end
  table.sort(callers, function(one, other)
    if one.score == other.score then return one.handoff < other.handoff end
    return one.score < other.score
  end)
  return callers
end

local function may_take(agent, handoff)
  local declined = redis.call('HGET', key('handoff', handoff), 'declined:' .. agent)
  return not is_gone(agent) and not (declined and now - tonumber(declined) < order.cool)
end

local function offer(caller, agent)
  local hash = key('handoff', caller.handoff)
  local lease = text(now + order.offer[caller.queue])
  redis.call('ZREM', key('queue', caller.queue), caller.handoff)
  redis.call('ZADD', key('offers'), lease, caller.handoff)
  redis.call('HINCRBY', hash, 'attempt', 1)
  redis.call('HSET', hash, 'state', 'offered', 'agent', agent, 'offered', text(now), 'lease', lease, 'moved', text(now))
  set_agent(agent, 'offered', caller.handoff)
  publish('offered', caller.handoff, agent, 'offered')
end

local agents = redis.call('ZRANGE', key('idle'), 0, -1)
if #agents == 0 then
  return 0
end
local made = 0
for _, caller in ipairs(waiting_callers(#agents + 20)) do
  for i, agent in ipairs(agents) do
    if may_take(agent, caller.handoff) then
      offer(caller, agent)
      table.remove(agents, i)
      made = made + 1
      break
    end
  end
end
return made
