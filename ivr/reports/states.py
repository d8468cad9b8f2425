"""What agents' time went into, and how long they stayed in a reason beyond its limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from ivr.institutions import NotReadyReason
from ivr.reports.facts import MILLISECOND, StateFact

AVAILABLE = "available"


class StateKey(NamedTuple):
    """Whose time, in which state, and why (for not_ready)."""

    agent: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class StateFigures:
    """How often and how many milliseconds; `too_long` counts the stays beyond the limit of their reason."""

    stays: int = 0
    milliseconds: int = 0
    too_long: int = 0

    def __add__(self, other: Self) -> Self:
        sums = self.stays + other.stays, self.milliseconds + other.milliseconds, self.too_long + other.too_long
        return type(self)(*sums)


def states_of(
    facts: Iterable[StateFact], reasons: Iterable[NotReadyReason], begin: datetime, end: datetime
) -> Mapping[StateKey, StateFigures]:
    """Give the time of each agent in each state between two instants.

    An interval that goes on over midnight is a stay of the day in which it began, its time of both days; it is held
    against its limit whole.
    """
    limits = {reason.id: reason.limit for reason in reasons}
    found: dict[StateKey, StateFigures] = {}
    for fact in facts:
        inside = (min(fact.until, end) - max(fact.since, begin)) // MILLISECOND
        if inside <= 0:
            continue
        began = begin <= fact.since < end
        limit = limits.get(fact.reason)
        too_long = began and limit is not None and (fact.until - fact.since).total_seconds() > limit
        key = StateKey(fact.agent, fact.state, fact.reason)
        found[key] = found.get(key, StateFigures()) + StateFigures(int(began), inside, int(too_long))
    return found
