"""How long a caller will wait: a range from the latest answers, and silence when nobody could know."""

from datetime import datetime, timedelta
from math import ceil

from ivr.agents.floor import Place

RECENT = timedelta(minutes=30)
ENOUGH_ANSWERS = 5
LOWER, UPPER = 0.7, 1.5  # half of all waits fall outside a point; a range that is spoken must mostly hold


def expected_minutes(place: Place, now: datetime) -> tuple[int, int] | None:
    """Give (from, to) in minutes, at least 1; None with too few recent answers or with no agent at work.

    The queue moves on by one caller per answer: the mean time between the latest answers, times the position. This is
    not Twilio's AvgQueueTime, which averages those still waiting.
    """
    recent = [answer for answer in place.answers if now - answer <= RECENT]
    if len(recent) < ENOUGH_ANSWERS or place.agents == 0:
        return None
    between = (now - min(recent)) / len(recent)
    minutes = place.position * between.total_seconds() / 60
    return max(1, int(minutes * LOWER)), max(2, ceil(minutes * UPPER))
