"""An agent's own day: what they read of themselves at the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from ivr.agents.agent import AgentState
from ivr.institutions import Institution


@dataclass(frozen=True, slots=True)
class Span:
    """How long they were in a state today, in seconds; `reason` for not_ready."""

    state: AgentState
    reason: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Day:
    """Since when; the calls that were answered and are over; the mean time that one kept them, in seconds."""

    since: datetime
    calls: int
    handling: int
    states: tuple[Span, ...]


class AgentDays(Protocol):
    """The days of agents, from the records. Raises Unavailable."""

    def day(self, institution: str, agent: str, since: datetime, now: datetime) -> Day:
        """Give what an agent did from `since` until now."""


def beginning(institution: Institution, now: datetime) -> datetime:
    """Give when the day began at the institution: midnight, local time."""
    local = now.astimezone(ZoneInfo(institution.hours.time_zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
