-- Takes the call-backs whose turn has come. For each there is an agent with the skills that it wants: one who is idle (all whom
-- such an agent suits have been offered to them), or one who is nearly so, when fewer callers are before it than such agents.
-- An agent is kept for each that was taken before and is dialled, or says who they are. Answers their identifiers; whoever
-- gets them dials.
local free = {}

local function read_free(agents, soon)
  if #agents == 0 then
    return
  end
  local skills = redis.call('HMGET', key('skills'), unpack(agents))
  for i, agent in ipairs(agents) do
    local is_due = not soon or redis.call('HGET', key('agent', agent), 'state') == 'wrap_up'
    if is_due and not is_gone(agent) then
      free[#free + 1] = { skills = ',' .. (skills[i] or '') .. ',', soon = soon }
    end
  end
end

-- Gives the place of the first one who suits, the idle before the others, and how many suit who are nearly idle.
local function find_free(wanted)
  local first, count = nil, 0
  for i, agent in ipairs(free) do
    if suits(agent.skills, wanted) then
      first = first or i
      count = count + (agent.soon and 1 or 0)
    end
  end
  return first, count
end

read_free(redis.call('ZRANGE', key('idle'), 0, order.agents - 1), false)
read_free(redis.call('ZRANGEBYSCORE', key('timed'), '-inf', text(now + order.soon)), true)
for _, kept in ipairs(kept_ones()) do
  local agent = find_free(skills_of(kept))
  if agent then
    table.remove(free, agent)
  end
end

local function callers_before(score)
  local count = 0
  for _, queue in ipairs(order.queues) do
    count = count + redis.call('ZCOUNT', key('queue', queue), '-inf', '(' .. text(score))
  end
  return count
end

local lines = {}
for _, queue in ipairs(order.queues) do
  local found = redis.call('ZRANGE', key('call_backs', queue), 0, order.most, 'WITHSCORES')
  for i = 1, #found, 2 do
    lines[#lines + 1] = { id = found[i], score = tonumber(found[i + 1]), queue = queue }
  end
end
table.sort(lines, function(one, other)
  if one.score == other.score then return one.id < other.id end
  return one.score < other.score
end)

local function may_dial(line)
  line.band = band_of(line.score)
  local agent, count = find_free(skills_of(line))
  if agent and free[agent].soon and callers_before(line.score) >= count then
    return nil
  end
  return agent
end

local taken = {}
for _, line in ipairs(lines) do
  local hash = key('call_back', line.id)
  local agent = tonumber(redis.call('HGET', hash, 'next')) <= now and may_dial(line)
  if agent then
    table.remove(free, agent)
    redis.call('ZREM', key('call_backs', line.queue), line.id)
    redis.call('ZADD', key('dialling'), text(now), line.id)
    redis.call('HINCRBY', hash, 'tries', 1)
    redis.call('HSETNX', hash, 'dialled', text(now))
    redis.call('HSET', hash, 'state', 'dialling', 'call', '', 'held', '')
    taken[#taken + 1] = line.id
  end
end
return taken
