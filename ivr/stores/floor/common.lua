-- What every script of the floor shares. KEYS[1] is the institution's prefix with its hash tag: all keys below begin with
-- it, so they lie in one slot of a cluster. ARGV[1] is the order, as JSON; instants are milliseconds since 1970.
local order = cjson.decode(ARGV[1])
local now = order.now
local SKEW = 5000 -- clocks of two machines are never quite the same
local FRONT = 10000000000000 -- taken off the score: callers at the front come before all others, oldest first

local function key(name, id)
  return id and (KEYS[1] .. name .. ':' .. id) or (KEYS[1] .. name)
end

local function text(number)
  return string.format('%.0f', number)
end

local function publish(kind, handoff, agent, state)
  redis.call('XADD', key('events'), 'MAXLEN', '~', 10000, '*',
    'type', kind, 'handoff', handoff, 'agent', agent, 'state', state, 'at', text(now))
end

-- An agent's page that has been silent too long is gone: no caller may be offered to it.
local function is_gone(agent)
  return now - tonumber(redis.call('ZSCORE', key('seen'), agent) or '0') > order.gone
end

-- Says at which instant somebody has to look after a wrap-up or a reason. What was `granted` is kept beside it, so that a
-- clock that is set back gives nobody more.
local function set_end(agent, ends)
  if ends then
    redis.call('HSET', key('agent', agent), 'until', text(ends), 'granted', text(ends - now))
    redis.call('ZADD', key('timed'), text(ends), agent)
  else
    redis.call('HSET', key('agent', agent), 'until', '')
    redis.call('ZREM', key('timed'), agent)
  end
end

-- Who takes calls, now or after the one they are in: callers hear it when nobody does.
local function note_working(agent, state)
  local rests = state == 'offline' or state == 'not_ready'
  redis.call(rests and 'SREM' or 'SADD', key('working'), agent)
end

-- A state begins, and with it an interval of the records: the worker carries the stream `states` there.
local function note_state(agent, state, handoff, reason)
  redis.call('XADD', key('states'), 'MAXLEN', '~', 200000, '*',
    'agent', agent, 'state', state, 'reason', reason, 'handoff', handoff, 'at', text(now))
end

local function set_agent(agent, state, handoff, reason, ends)
  reason = reason or ''
  redis.call('HSET', key('agent', agent), 'state', state, 'handoff', handoff, 'since', text(now), 'reason', reason)
  set_end(agent, ends)
  note_working(agent, state)
  note_state(agent, state, handoff, reason)
  if state == 'available' then
    redis.call('ZADD', key('idle'), text(now), agent)
  else
    redis.call('ZREM', key('idle'), agent)
  end
  publish('agent', handoff, agent, state)
end

-- Nothing keeps the agent any more: they pause if they said so, and are offline if their page is gone.
local function rest_agent(agent, state)
  local hash = key('agent', agent)
  local leaving, reason, limit = unpack(redis.call('HMGET', hash, 'leaving', 'afterwards', 'limit'))
  redis.call('HSET', hash, 'leaving', '0', 'afterwards', '')
  if is_gone(agent) or (leaving == '1' and (reason or '') == '') then
    set_agent(agent, 'offline', '')
  elseif leaving == '1' then
    set_agent(agent, 'not_ready', '', reason, now + tonumber(limit))
  else
    set_agent(agent, state, '')
  end
end

-- Agent and caller part. With a `rule`, wrap-up follows, whether the agent's page is there or not.
local function free_agent(agent, state, last, rule)
  local hash = key('agent', agent)
  redis.call('HSET', hash, 'last', last)
  if not rule then
    return rest_agent(agent, state)
  end
  local due, longest = now + rule.seconds, now + rule.longest
  redis.call('HSET', hash, 'due', text(due), 'longest', text(longest), 'more', '0', 'frees', state,
    'required', rule.required and '1' or '0')
  set_agent(agent, 'wrap_up', last, '', rule.required and longest or due)
end

-- Wrap-up is over; what the agent wrote is owed to the records.
local function close_wrap_up(agent)
  local handoff = redis.call('HGET', key('agent', agent), 'handoff')
  local hash = key('handoff', handoff)
  if redis.call('EXISTS', hash) == 1 then
    redis.call('HSET', hash, 'wrapped_up', text(now))
    redis.call('SADD', key('unsaved'), handoff)
  end
end

-- A caller has their place in the order of their queue, and in the `line` of all queues: both change together.
local function stand(queue, handoff, score)
  redis.call('ZADD', key('queue', queue), text(score), handoff)
  redis.call('ZADD', key('line'), text(score), handoff)
end

local function step_out(queue, handoff)
  redis.call('ZREM', key('queue', queue), handoff)
  redis.call('ZREM', key('line'), handoff)
end

-- Back before all others; with `news` the caller is told why (see `ivr.agents.handoff.News`).
local function to_front(handoff, news)
  local hash = key('handoff', handoff)
  local queue, counts_from = unpack(redis.call('HMGET', hash, 'queue', 'counts_from'))
  redis.call('HSET', hash, 'front', '1', 'agent', '', 'agent_leg', '', 'lease', '')
  if news then
    redis.call('HSET', hash, 'news', news, 'told', '')
  end
  stand(queue, handoff, tonumber(counts_from) - FRONT)
end
