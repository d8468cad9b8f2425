-- Offers callers to agents until one side runs out: the best placed caller first, to the agent longest idle who has the
-- skills that are wanted after such a wait and has not just declined this very caller. Answers how many offers were made.
-- Call-backs whose turn has come keep an agent with the skills that they want free for the worker to dial, for a while (HELD). In a
-- band, who comes first has waited longest and wants least: when nobody suits them, nobody suits those behind them.
local CHUNK = 100
local HELD = 30000

local idle = { agents = {}, skills = {}, read = 0, all = false }
-- Reads the agents in the order of their idleness, as far as they are needed: a page that is gone takes no callers.
local function read_agents()
  if idle.all then
    return false
  end
  local found = redis.call('ZRANGE', key('idle'), idle.read, idle.read + CHUNK - 1)
  idle.all = #found < CHUNK
  if #found == 0 then
    return false
  end
  local seen, skills = redis.call('ZMSCORE', key('seen'), unpack(found)), redis.call('HMGET', key('skills'), unpack(found))
  for i, agent in ipairs(found) do
    if now - tonumber(seen[i] or '0') <= order.gone then
      idle.agents[#idle.agents + 1] = agent
      idle.skills[agent] = ',' .. (skills[i] or '') .. ','
    end
  end
  idle.read = idle.read + #found
  return true
end

local function is_any_left()
  while #idle.agents == 0 do
    if not read_agents() then
      return false
    end
  end
  return true
end

local function has(agent, skills)
  return suits(idle.skills[agent], skills)
end

-- Who declined is not asked again for a while. An instant that lies ahead, as the clock was set back, counts from now.
local function has_declined(agent, hash)
  local declined = tonumber(redis.call('HGET', hash, 'declined:' .. agent) or '')
  if declined and declined > now + SKEW then
    redis.call('HSET', hash, 'declined:' .. agent, text(now))
    return true
  end
  return declined and now - declined < order.cool
end

-- Gives the place of the agent, and whether anybody has the skills at all.
local function find_agent(handoff, skills)
  local hash, i, any = key('handoff', handoff), 1, false
  while i <= #idle.agents or read_agents() do
    local agent = idle.agents[i]
    if agent then
      if has(agent, skills) then
        if not has_declined(agent, hash) then
          return i, true
        end
        any = true
      end
      i = i + 1
    end
  end
  return nil, any
end

-- Who is offered a caller was available: they take calls already, and nothing of theirs has an end.
local function offer(caller, queue, agent)
  local hash, since, lease = key('handoff', caller), text(now), text(now + lasts[queue])
  step_out(queue, caller)
  redis.call('ZADD', key('offers'), lease, caller)
  redis.call('HINCRBY', hash, 'attempt', 1)
  redis.call('HSET', hash, 'state', 'offered', 'agent', agent, 'offered', since, 'lease', lease, 'moved', since)
  redis.call('HSET', key('agent', agent), 'state', 'offered', 'handoff', caller, 'since', since)
  redis.call('ZREM', key('idle'), agent)
  note_state(agent, 'offered', caller, '')
  idle.read = idle.read - 1
  publish('offered', caller, agent, 'offered')
end

-- A line of callers: the next one is read when the one before was dealt with.
local function read_next(line)
  local passed = line.skipped
  local found = redis.call('ZRANGEBYSCORE', key('queue', line.queue), line.from, '+inf', 'WITHSCORES', 'LIMIT', passed, 1)
  line.caller, line.score = found[1], tonumber(found[2])
  return line.caller
end

-- A line of call-backs: those that may be dialled now and were not kept an agent free for too long.
local function read_call_back(line)
  while true do
    local found = redis.call('ZRANGE', key('call_backs', line.queue), line.skipped, line.skipped, 'WITHSCORES')
    line.caller, line.score, line.skipped = found[1], tonumber(found[2]), line.skipped + 1
    if not line.caller then
      return nil
    end
    local hash = key('call_back', line.caller)
    local next_try, held = unpack(redis.call('HMGET', hash, 'next', 'held'))
    if tonumber(next_try) <= now and (not held or held == '' or now - tonumber(held) < HELD) then
      return line.caller
    end
  end
end

-- Gives the agent to nobody who is longest idle of those with the skills that are wanted; says whether there was one.
local function keep_agent(line)
  local wanted, i = skills_of(line), 1
  while i <= #idle.agents or read_agents() do
    local agent = idle.agents[i]
    if agent and has(agent, wanted) then
      return table.remove(idle.agents, i)
    end
    i = agent and i + 1 or i
  end
end

local function hold_agent(line)
  line.band = band_of(line.score)
  if keep_agent(line) then
    redis.call('HSETNX', key('call_back', line.caller), 'held', text(now))
  end
  return read_call_back(line)
end

local lines, nobody, made = {}, {}, 0

local function give(line, agent)
  offer(line.caller, line.queue, idle.agents[agent])
  table.remove(idle.agents, agent)
  made = made + 1
end

-- Whoever stands first in the line of all queues is the best placed. Mostly somebody suits them, and no queue needs a look.
-- Answers whether it was so; else also whether anybody waits at all.
local function serve_first()
  local found = redis.call('ZRANGE', key('line'), 0, 0, 'WITHSCORES')
  local first = { caller = found[1], score = tonumber(found[2]) }
  if not first.caller then
    return false, false
  end
  first.queue = redis.call('HGET', key('handoff', first.caller), 'queue')
  if not lasts[first.queue] then
    return false, true
  end
  first.band = band_of(first.score)
  local agent = find_agent(first.caller, skills_of(first))
  if agent then
    give(first, agent)
  end
  return agent, true
end

local function read_lines(read, calls_back)
  for _, queue in ipairs(queues) do
    local line = { queue = queue, from = '-inf', skipped = 0, calls_back = calls_back }
    if read(line) then
      lines[#lines + 1] = line
    end
  end
end

local calls_back = order.calls_back and redis.call('HLEN', key('call_back_numbers')) > 0
local keeps = calls_back or redis.call('EXISTS', key('reached')) == 1
local served, anybody = not keeps, true
while served and is_any_left() do
  served, anybody = serve_first()
end
if anybody and is_any_left() then
  read_lines(read_next)
end
if keeps then
  for _, kept in ipairs(kept_ones()) do
    keep_agent(kept)
  end
end
if calls_back then
  read_lines(read_call_back, true)
end

local function best()
  local first
  for i, line in ipairs(lines) do
    local other = first and lines[first]
    if not other or line.score < other.score or (line.score == other.score and line.caller < other.caller) then
      first = i
    end
  end
  return first
end

local function deal_with(line)
  line.band = band_of(line.score)
  local skills, agent, any = skills_of(line), nil, nil
  local wanted = table.concat(skills, ',')
  if not nobody[wanted] then
    agent, any = find_agent(line.caller, skills)
  end
  if agent then
    give(line, agent)
  elseif any then
    line.skipped = line.skipped + 1
  else
    nobody[wanted] = true
    line.from, line.skipped = '(' .. end_of(line.band), 0
  end
end

while #lines > 0 and is_any_left() do
  local i = best()
  local line = lines[i]
  local more
  if line.calls_back then
    more = hold_agent(line)
  else
    deal_with(line)
    more = is_any_left() and read_next(line)
  end
  if not more then
    table.remove(lines, i)
  end
end
return made
