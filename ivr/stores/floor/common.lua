-- What every script of the floor shares. KEYS[1] is the institution's prefix with its hash tag: all keys below begin with
-- it, so they lie in one slot of a cluster. ARGV[1] is the order, as JSON; instants are milliseconds since 1970.
local order = cjson.decode(ARGV[1])
local now = order.now
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

-- A state begins, and with it an interval of the records: the worker carries the stream `states` there. `ends` is the
-- instant at which somebody has to look after a wrap-up or a reason.
local function set_agent(agent, state, handoff, reason, ends)
  reason, ends = reason or '', ends and text(ends) or ''
  redis.call('HSET', key('agent', agent),
    'state', state, 'handoff', handoff, 'since', text(now), 'reason', reason, 'until', ends)
  redis.call('XADD', key('states'), 'MAXLEN', '~', 200000, '*',
    'agent', agent, 'state', state, 'reason', reason, 'handoff', handoff, 'at', text(now))
  if state == 'available' then
    redis.call('ZADD', key('idle'), text(now), agent)
  else
    redis.call('ZREM', key('idle'), agent)
  end
  publish('agent', handoff, agent, state)
end

local function free_agent(agent, state, last)
  local hash = key('agent', agent)
  if redis.call('HGET', hash, 'leaving') == '1' or is_gone(agent) then
    state = 'offline'
  end
  redis.call('HSET', hash, 'last', last, 'leaving', '0')
  set_agent(agent, state, '')
end

local function to_front(handoff)
  local hash = key('handoff', handoff)
  local queue, requested = unpack(redis.call('HMGET', hash, 'queue', 'requested'))
  redis.call('HSET', hash, 'front', '1', 'agent', '', 'agent_leg', '', 'lease', '')
  redis.call('ZADD', key('queue', queue), text(tonumber(requested) - FRONT), handoff)
end
