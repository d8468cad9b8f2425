"""How long a caller will wait: a range from the latest answers, and silence when nobody could know."""

from datetime import datetime, timedelta
from math import ceil

from ivr.agents.floor import Place

RECENT = timedelta(minutes=30)
ENOUGH_ANSWERS = 5
COMPARABLE = 2.0  # with twice or half the agents, what was measured before says little
LOWER, UPPER = 0.7, 1.5  # half of all waits fall outside a point; a range that is spoken must mostly hold


def expected_minutes(place: Place, now: datetime) -> tuple[int, int] | None:
    """Give (from, to) in minutes, at least 1; None where nobody could know.

    That is with too few recent answers, with no agent who takes calls, or with so many more or fewer than at those
    answers that they say little. The queue moves on by one caller per answer: the mean time between the latest answers,
    times the position, less as there are more agents now. This is not Twilio's AvgQueueTime, which averages those still
    waiting.
    """
    recent = [answer for answer in place.answers if now - answer <= RECENT]
    if len(recent) < ENOUGH_ANSWERS or place.agents == 0 or not place.working:
        return None
    staffed = place.staffed[: len(recent)]
    change = sum(staffed) / len(staffed) / place.agents if staffed else 1
    if not 1 / COMPARABLE <= change <= COMPARABLE:
        return None
    between = (now - min(recent)) / len(recent)
    minutes = place.position * between.total_seconds() * change / 60
    return max(1, int(minutes * LOWER)), max(2, ceil(minutes * UPPER))
