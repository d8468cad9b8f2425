-- Looks after what has an end: a wrap-up whose time is over, and a reason whose limit is reached while the page is gone
-- (who closes the lid over lunch is at lunch, not longer than lunch takes). Answers the agents who were moved.
-- A clock that was set back must leave nobody waiting for an instant far ahead.
for _, agent in ipairs(redis.call('ZRANGEBYSCORE', key('seen'), '(' .. text(now + SKEW), '+inf')) do
  redis.call('ZADD', key('seen'), text(now), agent)
end

for _, handoff in ipairs(redis.call('ZRANGEBYSCORE', key('offers'), '(' .. text(now + SKEW), '+inf')) do
  local offered, lease = unpack(redis.call('HMGET', key('handoff', handoff), 'offered', 'lease'))
  lease = tonumber(lease or '') or now
  local granted = lease - (tonumber(offered or '') or now)
  if lease > now + granted + SKEW then
    redis.call('HSET', key('handoff', handoff), 'offered', text(now), 'lease', text(now + granted))
    redis.call('ZADD', key('offers'), text(now + granted), handoff)
  end
end

local function set_back(agent, ends, granted)
  local shift = ends - now - granted
  for _, name in ipairs({ 'due', 'longest' }) do
    local instant = tonumber(redis.call('HGET', key('agent', agent), name) or '')
    if instant then
      redis.call('HSET', key('agent', agent), name, text(instant - shift))
    end
  end
  set_end(agent, now + granted)
end

local moved = {}
for _, agent in ipairs(redis.call('ZRANGE', key('timed'), 0, -1)) do
  local state, ends, granted, frees =
    unpack(redis.call('HMGET', key('agent', agent), 'state', 'until', 'granted', 'frees'))
  ends, granted = tonumber(ends or '') or now, tonumber(granted or '') or 0
  if ends > now + granted + SKEW then
    set_back(agent, ends, granted)
  elseif ends <= now and state == 'wrap_up' then
    close_wrap_up(agent)
    rest_agent(agent, frees)
    moved[#moved + 1] = agent
  elseif ends <= now and is_gone(agent) then
    set_agent(agent, 'offline', '')
    moved[#moved + 1] = agent
  end
end
return moved
