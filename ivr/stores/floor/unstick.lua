-- Frees an agent whom a call keeps that is over, or is not theirs (any more). Answers 1, or 0 when nothing keeps them so.
local hash = key('agent', order.agent)
local state, handoff = unpack(redis.call('HMGET', hash, 'state', 'handoff'))
if state ~= 'busy' and state ~= 'offered' then
  return 0
end
local stands, whose = unpack(redis.call('HMGET', key('handoff', handoff or ''), 'state', 'agent'))
if stands and stands ~= 'ended' and stands ~= 'waiting' and whose == order.agent then
  return 0
end
if stands and guest_of(handoff, order.agent) then -- a colleague asked them
  drop_guest(handoff, order.agent)
  return 1
end
rest_agent(order.agent, 'available')
return 1
