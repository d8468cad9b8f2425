"""The figures of a queue or an agent: counts that add up over days and queues, and the shares made from them.

The definitions are those of docs/figures.md, word for word; a share of nothing is None, never 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

from ivr.institutions import ServiceLevelRule
from ivr.reports.facts import HandoffFact
from ivr.reports.fates import SECOND, Fate, fate_of, is_within

TIMES = ("talked", "held", "in_capsule", "wrapping")


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """Counts of callers, and milliseconds: `waited` until the answer, `longest` of all waits, then handling.

    `offered` = answered + short + abandoned + call_backs + turned_away. `in_time` were answered within the promise,
    `gone_in_time` gave up within it (short or not), `gone_waited` is what those who gave up had waited.
    Callers who were `handed_over` in the room entered no queue: they are handled, not offered. `promised` were told a
    wait and answered; of them `promise_kept` within it; `promise_error` are the milliseconds beside it of the others.
    """

    offered: int = 0
    answered: int = 0
    in_time: int = 0
    short: int = 0
    abandoned: int = 0
    gone_in_time: int = 0
    call_backs: int = 0
    turned_away: int = 0
    handed_over: int = 0
    promised: int = 0
    promise_kept: int = 0
    promise_error: int = 0
    waited: int = 0
    gone_waited: int = 0
    longest: int = 0
    talked: int = 0
    held: int = 0
    in_capsule: int = 0
    wrapping: int = 0

    @classmethod
    def of(cls, fact: HandoffFact, rule: ServiceLevelRule) -> Self:
        """Give the figures of a single caller."""
        fate, soon, wait = fate_of(fact, rule), is_within(fact, rule), fact.waited
        times = {name: getattr(fact, name) for name in TIMES}
        if fate is Fate.HANDED_OVER:
            return cls(handed_over=1, **times)
        if fate is Fate.ANSWERED:
            return cls(offered=1, answered=1, in_time=int(soon), waited=wait, longest=wait, **times, **_promise(fact))
        gone = fate in {Fate.SHORT, Fate.ABANDONED}
        return cls(
            offered=1,
            short=int(fate is Fate.SHORT),
            abandoned=int(fate is Fate.ABANDONED),
            gone_in_time=int(gone and soon),
            call_backs=int(fate is Fate.CALL_BACK),
            turned_away=int(fate is Fate.TURNED_AWAY),
            gone_waited=wait if gone else 0,
            longest=wait,
        )

    def __add__(self, other: Self) -> Self:
        sums = {name: getattr(self, name) + getattr(other, name) for name in COUNTED}
        return type(self)(**sums, longest=max(self.longest, other.longest))

    @property
    def service_level(self) -> float | None:
        """Answered within T / (offered - abandoned within T)."""
        return share(self.in_time, self.offered - self.gone_in_time)

    @property
    def strict_service_level(self) -> float | None:
        """Answered within T / offered."""
        return share(self.in_time, self.offered)

    @property
    def speed_of_answer(self) -> float | None:
        """ASA: mean seconds of waiting of answered calls."""
        return share(self.waited / SECOND, self.answered)

    @property
    def abandonment(self) -> float | None:
        """Abandoned after the short limit / (offered - short abandons)."""
        return share(self.abandoned, self.offered - self.short)

    @property
    def handling(self) -> int:
        """Milliseconds of talk, hold, capsule and wrap-up."""
        return self.talked + self.held + self.in_capsule + self.wrapping

    @property
    def handling_time(self) -> float | None:
        """AHT: mean seconds of talk + hold + capsule + wrap-up of a handled call."""
        return share(self.handling / SECOND, self.answered + self.handed_over)

    @property
    def promise_share(self) -> float | None:
        """The share of those who were told a wait that was answered within it."""
        return share(self.promise_kept, self.promised)

    @property
    def promise_missed_by(self) -> float | None:
        """Mean seconds by which the answer came outside of what was told, of those for whom it did."""
        return share(self.promise_error / SECOND, self.promised - self.promise_kept)

    @property
    def mean_patience(self) -> float | None:
        """Seconds that callers bear on average, for Erlang A: all waiting / those who gave up."""
        return share((self.waited + self.gone_waited) / SECOND, self.short + self.abandoned)


def _promise(fact: HandoffFact) -> dict[str, int]:
    error = fact.promise_error
    if error is None:
        return {}
    return {"promised": 1, "promise_kept": int(not error), "promise_error": error}


COUNTED = tuple(field.name for field in fields(QueueFigures) if field.name != "longest")
NOTHING = QueueFigures()


def total(figures: Iterable[QueueFigures]) -> QueueFigures:
    """Add figures up; the longest wait is the longest of all."""
    return sum(figures, NOTHING)


def occupancy(handling: int, available: int) -> float | None:
    """Give (talk + hold + capsule + wrap-up) / (the same + available), from times of one unit."""
    return share(handling, handling + available)


def share(part: float, whole: float) -> float | None:
    """Give a part of a whole; None of nothing."""
    return part / whole if whole else None
