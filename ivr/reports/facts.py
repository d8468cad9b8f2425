"""What the records know of one day, as the definitions of the figures want to see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from ivr.values import Channel

MILLISECOND = timedelta(milliseconds=1)
MINUTE = 60_000


class HandoffFact(NamedTuple):
    """One caller's way to an agent, as it ended; instants are aware UTC, the four times of handling milliseconds.

    `agent` is empty when nobody took the caller; `named` says that it was known who was calling. The caller was told at
    `promised_at` that it would take from `promised_from` to `promised_to` minutes, unless both are 0. `origin` is
    handed_over for a caller whom another agent gave away in the room.
    """

    id: str
    call: str
    queue: str
    procedure: str
    agent: str
    named: bool
    requested: datetime
    answered: datetime | None
    ended: datetime
    outcome: str
    matched: int
    talked: int
    held: int
    in_capsule: int
    wrapping: int
    origin: str = ""
    promised_at: datetime | None = None
    promised_from: int = 0
    promised_to: int = 0

    @property
    def waited(self) -> int:
        """Milliseconds in the queue, until the answer or the end; none when a clock went back."""
        return max(0, ((self.answered or self.ended) - self.requested) // MILLISECOND)

    @property
    def handling(self) -> int:
        """Milliseconds that the call kept its agent: talk, hold, capsule and wrap-up."""
        return self.talked + self.held + self.in_capsule + self.wrapping

    @property
    def promise_error(self) -> int | None:
        """Milliseconds by which the answer came before or after what was promised; 0 within it, None without one."""
        if self.answered is None or self.promised_at is None or not self.promised_to:
            return None
        wait = (self.answered - self.promised_at) // MILLISECOND
        return max(0, wait - self.promised_to * MINUTE, self.promised_from * MINUTE - wait)


class CallFact(NamedTuple):
    """One call: `procedure` is the script that ran last, `outcome` unfinished when one ran at the end.

    A visit of a page is the same on the `channel` web; its outcome is a word of `ivr.reports.visits.Ending`.
    """

    sid: str
    procedure: str
    started: datetime
    outcome: str
    channel: str = Channel.PHONE


class VisitFact(NamedTuple):
    """One conversation on a page, which began there or (`began_on` phone) on the telephone; `linked` by a link that
    was sent, `opened` by one that was opened; `outcome` is a word of `ivr.reports.visits.Ending`.
    """

    id: str
    procedure: str
    began_on: str
    started: datetime
    linked: bool
    opened: bool
    outcome: str


class DeedFact(NamedTuple):
    """Something of the audit that a call or a visit brought about: `kind` is one of `ivr.reports.funnel.DEEDS`."""

    call: str
    kind: str
    procedure: str
    channel: str = Channel.PHONE


class StepFact(NamedTuple):
    """How often a step of a version of the tables heard a kind of answer; a wait is the step `agent`."""

    version: str
    step: str
    kind: str
    turns: int
    channel: str = Channel.PHONE


class StateFact(NamedTuple):
    """An agent in a state; `until` is where the next one begins, or now."""

    agent: str
    state: str
    reason: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class DayFacts:
    """All of one local day of one institution, from `begin` to `end`.

    Handoffs of calls that began that day may have been requested after its end: they count to the day after.
    """

    begin: datetime
    end: datetime
    calls: Sequence[CallFact] = ()
    visits: Sequence[VisitFact] = ()
    handoffs: Sequence[HandoffFact] = ()
    deeds: Sequence[DeedFact] = ()
    steps: Sequence[StepFact] = ()
    states: Sequence[StateFact] = ()
    handoffs_of_calls: Mapping[str, Sequence[HandoffFact]] = field(init=False)

    def __post_init__(self) -> None:
        grouped: dict[str, list[HandoffFact]] = {}
        for handoff in self.handoffs:
            grouped.setdefault(handoff.call, []).append(handoff)
        object.__setattr__(self, "handoffs_of_calls", grouped)

    def is_of_day(self, instant: datetime) -> bool:
        """Say whether an instant lies in the day."""
        return self.begin <= instant < self.end

    @property
    def visits_of_day(self) -> list[VisitFact]:
        """Give the visits that began in the day, and the calls that went over to a page in it."""
        return [visit for visit in self.visits if self.is_of_day(visit.started)]
