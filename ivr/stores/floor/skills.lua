-- Who is the right one for whom, for the scripts that look for agents. The second argument has a line a queue: its name, for how
-- many milliseconds its callers are offered, and its steps as JSON, which are read when they are needed.
local RINGS = 60000 -- for so long a call-back that is dialled keeps an agent free
local IDENTIFIES = 120000 -- and for so long a customer who was reached, until they stand in the queue

local queues, lasts, steps = {}, {}, {}
for queue, milliseconds, wanted in string.gmatch(ARGV[2], '(%S+) (%d+) ([^\n]+)') do
  queues[#queues + 1], lasts[queue], steps[queue] = queue, tonumber(milliseconds), wanted
end

local function skills_of(line)
  local mine, wait = steps[line.queue], waited(line.score, line.band)
  if type(mine) == 'string' then
    mine = cjson.decode(mine)
    steps[line.queue] = mine
  end
  local wanted = mine[1].skills
  for _, step in ipairs(mine) do
    if wait >= step.after then
      wanted = step.skills
    end
  end
  return wanted
end

-- Says whether the skills of an agent, each between two commas, are all that are wanted.
local function suits(own, wanted)
  for _, skill in ipairs(wanted) do
    if not string.find(own, ',' .. skill .. ',', 1, true) then
      return false
    end
  end
  return true
end

-- The call-backs that keep an agent each, who is given to nobody else: those that are dialled, and the customers who were
-- reached and say who they are. An instant that lies ahead, as the clock was set back, keeps nobody.
local function kept_ones()
  local kept = {}
  for name, milliseconds in pairs({ dialling = RINGS, reached = IDENTIFIES }) do
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', key(name), text(now - milliseconds), text(now + SKEW))) do
      local queue, from, priority, front =
        unpack(redis.call('HMGET', key('call_back', id), 'queue', 'counts_from', 'priority', 'front'))
      if queue and steps[queue] then
        local score = score_of(tonumber(from), tonumber(priority), front == '1')
        kept[#kept + 1] = { queue = queue, score = score, band = band_of(score) }
      end
    end
  end
  return kept
end
