"""The calls behind a figure: whoever doubts a number looks at those it was counted from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from ivr.institutions import ServiceLevelRule
from ivr.reports.facts import HandoffFact, VisitFact
from ivr.reports.fates import Fate, fate_of, is_within
from ivr.reports.funnel import Milestone, Purpose
from ivr.reports.visits import CROSSINGS, VISITS
from ivr.values import Channel

Test = Callable[[HandoffFact, ServiceLevelRule], bool]
GONE = frozenset({Fate.SHORT, Fate.ABANDONED})


def _is(fate: Fate) -> Test:
    return lambda fact, rule: fate_of(fact, rule) is fate


CALLERS: Mapping[str, Test] = MappingProxyType(
    {
        "offered": lambda fact, rule: fate_of(fact, rule) is not Fate.HANDED_OVER,
        "answered": _is(Fate.ANSWERED),
        "in_time": lambda fact, rule: fate_of(fact, rule) is Fate.ANSWERED and is_within(fact, rule),
        "short": _is(Fate.SHORT),
        "abandoned": _is(Fate.ABANDONED),
        "gone_in_time": lambda fact, rule: fate_of(fact, rule) in GONE and is_within(fact, rule),
        "call_backs": _is(Fate.CALL_BACK),
        "turned_away": _is(Fate.TURNED_AWAY),
        "handed_over": _is(Fate.HANDED_OVER),
    }
)
"""Whom each count of `QueueFigures` counts."""

MILESTONES: Mapping[str, Milestone] = MappingProxyType({each.name.lower(): each for each in Milestone})
CONTAINED = "contained"
STEP = "step"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that has calls or visits behind it: a count of callers, a milestone of a procedure, an end of a step's
    visits, or what became of a conversation on a page.

    `of` is the procedure or the step; `way` how the visits ended, as in `StepFigures`; `version` that of the tables.
    """

    name: str
    of: str = ""
    way: str = ""
    version: str = ""

    @property
    def is_of_callers(self) -> bool:
        """Say whether it counts callers of queues."""
        return self.name in CALLERS

    @property
    def is_of_pages(self) -> bool:
        """Say whether it counts visits, or calls that went over to a page."""
        return self.name in VISITS or self.name in CROSSINGS

    def __post_init__(self) -> None:
        """Refuse what no report shows, with ValueError."""
        if self.name not in {*CALLERS, *MILESTONES, *VISITS, *CROSSINGS, CONTAINED, STEP}:
            raise ValueError(f"no figure is called {self.name}")

    def counts_caller(self, fact: HandoffFact, rule: ServiceLevelRule) -> bool:
        """Say whether it counts this caller."""
        return CALLERS[self.name](fact, rule)

    def counts_visit(self, visit: VisitFact, *, key_set: bool) -> bool:
        """Say whether it counts this conversation, in which a key was set on a page or not."""
        if self.of and visit.procedure != self.of:
            return False
        if visit.began_on == Channel.WEB:
            return self.name in VISITS and VISITS[self.name](visit, key_set)
        return self.name in CROSSINGS and CROSSINGS[self.name](visit, key_set)

    def counts_purpose(self, purpose: Purpose) -> bool:
        """Say whether it counts a call that came for this and got so far."""
        if self.of and purpose.procedure != self.of:
            return False
        return purpose.contained if self.name == CONTAINED else purpose.milestone >= MILESTONES[self.name]


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in a list: when, what for, whose, how long (milliseconds) and how it ended; its number is masked.

    `channel` is where it began: web for a visit of a page.
    """

    call: str
    at: datetime
    procedure: str
    outcome: str
    caller: str = ""
    queue: str = ""
    agent: str = ""
    waited: int | None = None
    handling: int | None = None
    channel: str = Channel.PHONE


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the calls, the newest days first; `after` is where the next page begins, empty on the last one."""

    rows: tuple[CallRow, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened in a call: `kind` is turn, or a word of the audit or of the handoff; `text` a word."""

    at: datetime
    kind: str
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class CallStory:
    """All that the records know of one call or visit, in order; never anything that was typed."""

    call: CallRow
    ended: datetime | None
    ended_by: str
    line: str
    moments: tuple[Moment, ...]
    handoffs: tuple[HandoffFact, ...]
