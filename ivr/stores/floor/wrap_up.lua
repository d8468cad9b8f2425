-- What an agent does after a call: writes down what it was about, asks for more time (once), or is done.
-- Answers done, over (this wrap-up is not under way), code_missing or no_more_time.
local GRACE = 10000 -- for the rest of the note, when the code came last
local agent, hash = order.agent, key('agent', order.agent)
local state, handoff, required, due, longest, more, frees =
  unpack(redis.call('HMGET', hash, 'state', 'handoff', 'required', 'due', 'longest', 'more', 'frees'))
if state ~= 'wrap_up' or handoff ~= order.handoff then
  return 'over'
end
local kept = key('handoff', handoff)

local function has_code()
  return (redis.call('HGET', kept, 'wrap_up_code') or '') ~= ''
end

local had_code = has_code()
for name, value in pairs(order.fields) do
  redis.call('HSET', kept, name, value)
end
if order.act == 'finish' then
  if required == '1' and not has_code() then
    return 'code_missing'
  end
  close_wrap_up(agent)
  rest_agent(agent, frees)
  return 'done'
end

due, longest = tonumber(due), tonumber(longest)
if order.act == 'more' then
  if more == '1' then
    return 'no_more_time'
  end
  due = math.max(due, now) + order.seconds
  redis.call('HSET', hash, 'more', '1')
elseif has_code() and not had_code then
  due = math.max(due, now + GRACE)
end
due = math.min(due, longest)
redis.call('HSET', hash, 'due', text(due))
set_end(agent, (required == '1' and not has_code()) and longest or due)
publish('wrap_up', handoff, agent, 'wrap_up')
return 'done'
