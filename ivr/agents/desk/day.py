"""An agent's own day: what they read of themselves at the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from ivr.agents.agent import AgentState
from ivr.agents.reasons import reason_label
from ivr.institutions import Institution


@dataclass(frozen=True, slots=True)
class Span:
    """How long they were in a state today, in seconds; `reason` for not_ready."""

    state: AgentState
    reason: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Day:
    """Since when; the calls that they handled to the end or gave on; the mean time that one kept them, in seconds."""

    since: datetime
    calls: int
    handling: int
    states: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SpanView:
    """A state of today on the page: the reason's words for not_ready."""

    state: str
    reason: str
    seconds: int


@dataclass(frozen=True, slots=True)
class DayView:
    """The day on the page: calls, the mean seconds that one took, and where the time went."""

    calls: int
    handling: int
    states: tuple[SpanView, ...]


class AgentDays(Protocol):
    """The days of agents, from the records. Raises Unavailable."""

    def day(self, institution: str, agent: str, since: datetime, now: datetime) -> Day:
        """Give what an agent did from `since` until now."""


def beginning(institution: Institution, now: datetime) -> datetime:
    """Give when the day began at the institution: midnight, local time."""
    local = now.astimezone(ZoneInfo(institution.hours.time_zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def day_view(institution: Institution, day: Day) -> DayView:
    """Show a day in the institution's words, as the states come in the table of states; offline is not shown."""
    order = list(AgentState)
    spans = sorted(day.states, key=lambda span: (order.index(span.state), -span.seconds))
    shown = (span for span in spans if span.state is not AgentState.OFFLINE and span.seconds)
    states = tuple(SpanView(span.state, reason_label(institution, span.reason), span.seconds) for span in shown)
    return DayView(day.calls, day.handling, states)
