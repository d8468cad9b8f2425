-- The order of a queue. A place is the instant from which it counts, less what puts it before others: a priority (a whole
-- number) comes before all time, the front before all priorities. A band is all places of one priority.
local BAND = 1000000000000
local AHEAD = 43200000 -- clocks of two machines are never quite the same; no caller waits for half a day

local function score_of(counts_from, priority, front)
  return front and counts_from - FRONT or counts_from - priority * BAND
end

local function band_of(score)
  return math.floor((now + AHEAD - score) / BAND)
end

-- The first score that does not belong to the band any more.
local function end_of(band)
  return text(now + AHEAD - band * BAND)
end

local function waited(score, band)
  return now - (score + band * BAND)
end

-- A place that is kept: for a call that goes on, whatever queue it comes to; or for whoever calls again for the same queue.
local function kept_of_call(call)
  return key('kept', 'call:' .. call)
end

local function kept_of_number(queue, number)
  return key('kept', queue .. ':' .. (number ~= '' and number or '-'))
end

local function keep(place, from, priority, front, milliseconds)
  redis.call('HSET', place, 'counts_from', from, 'priority', priority, 'front', front, 'until', text(now + milliseconds))
  redis.call('PEXPIRE', place, text(milliseconds))
end
