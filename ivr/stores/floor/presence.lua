-- An agent's page lives, or wishes something, or has fallen silent; or a supervisor says what the agent is to do
-- (`directed`), which is no sign of life. Answers the agent's state.
local agent, wish = order.agent, order.wish
local hash = key('agent', agent)
local state, handoff, reason = unpack(redis.call('HMGET', hash, 'state', 'handoff', 'reason'))
state = state or 'offline'

local function step_back()
  redis.call('HSET', key('handoff', handoff), 'state', 'waiting', 'moved', text(now))
  redis.call('ZREM', key('offers'), handoff)
  to_front(handoff, wish == 'gone' and 'returned' or nil)
  publish('returned', handoff, agent, 'waiting')
end

-- No call keeps the agent: the state begins now, unless it is the one they are in.
local function become(wanted, why, ends)
  if state == wanted and (reason or '') == (why or '') then
    return
  end
  if state == 'offered' then
    step_back()
  elseif state == 'wrap_up' then
    close_wrap_up(agent)
  end
  state = wanted
  set_agent(agent, state, '', why, ends)
end

if order.skills then
  redis.call('HSET', key('skills'), agent, order.skills)
end
if wish == 'gone' then
  if not is_gone(agent) then
    return state
  end
  redis.call('ZREM', key('seen'), agent)
elseif not order.directed then
  redis.call('ZADD', key('seen'), text(now), agent)
end

if wish == 'heartbeat' then
  note_working(agent, state)
elseif wish ~= 'gone' then
  redis.call('HSET', hash, 'missed', '0')
end

local engaged = state == 'busy' or (state == 'wrap_up' and not order.directed)
if wish == 'available' then
  redis.call('HSET', hash, 'leaving', '0', 'afterwards', '')
  if not engaged and state ~= 'offered' and not is_gone(agent) then
    become('available')
  end
elseif engaged and (wish == 'offline' or wish == 'not_ready') then
  redis.call('HSET', hash, 'leaving', '1', 'afterwards', order.reason, 'limit', text(order.limit))
elseif wish == 'not_ready' then
  become('not_ready', order.reason, now + order.limit)
elseif wish == 'offline' or (wish == 'gone' and not engaged and state ~= 'not_ready') then
  become('offline')
end
return state
