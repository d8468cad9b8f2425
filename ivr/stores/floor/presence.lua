-- An agent's page lives, or wishes something, or has fallen silent. Answers the agent's state.
local agent, wish = order.agent, order.wish
local hash = key('agent', agent)
local state, handoff = unpack(redis.call('HMGET', hash, 'state', 'handoff'))
state = state or 'offline'

local function step_back()
  redis.call('HSET', key('handoff', handoff), 'state', 'waiting', 'moved', text(now))
  redis.call('ZREM', key('offers'), handoff)
  to_front(handoff)
  publish('returned', handoff, agent, 'waiting')
end

if wish == 'gone' then
  if not is_gone(agent) then
    return state
  end
  redis.call('ZREM', key('seen'), agent)
else
  redis.call('ZADD', key('seen'), text(now), agent)
end

if wish == 'available' then
  redis.call('HSET', hash, 'leaving', '0')
  if state == 'offline' then
    state = 'available'
    set_agent(agent, state, '')
  end
elseif wish == 'offline' or wish == 'gone' then
  if state == 'busy' then
    if wish == 'offline' then
      redis.call('HSET', hash, 'leaving', '1')
    end
  elseif state ~= 'offline' then
    if state == 'offered' then
      step_back()
    end
    state = 'offline'
    set_agent(agent, state, '')
  end
end
return state
