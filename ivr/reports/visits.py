"""What became of conversations on a page: visits, and calls that went over to one by a link."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from ivr.reports.facts import VisitFact
from ivr.values import Channel


class Ending(StrEnum):
    """How a conversation ended on its page."""

    GOING_ON = ""  # it has not
    ENTERED = "entered"  # the customer came in with the key: that is what they came for
    FINISHED = "done"  # the procedure ended otherwise; whether a key was set, the audit says
    BY_TELEPHONE = "by_telephone"  # the page said whom to call
    LEFT = "left_page"  # nobody touched it any more, or nobody opened its link
    CAME_BACK = "came_back"  # the page was done, and the telephone went on
    BACK_ENTERED = "came_back_entered"  # the same, after the customer had come in with the key
    TAKEN_BACK = "taken_back"  # the telephone went on without the page: a key, a link not opened, a page not touched


WENT_ON = frozenset({Ending.CAME_BACK, Ending.BACK_ENTERED, Ending.TAKEN_BACK})
IN = frozenset({Ending.ENTERED, Ending.BACK_ENTERED})
ENTRIES = frozenset({"in_zone", "keys_ready"})
"""Sentences that only a customer hears who came in with the right key."""
CALL_US = ("call_us", "call_back", "unavailable")
"""How sentences begin that a page ends with where only the telephone helps: call us, or we call."""


def ending_of(told: str, *, back: bool = False) -> Ending:
    """Give how a page ended that told this last; `back` where its telephone goes on."""
    if back:
        return Ending.BACK_ENTERED if told in ENTRIES else Ending.CAME_BACK
    if told in ENTRIES:
        return Ending.ENTERED
    return Ending.BY_TELEPHONE if told.startswith(CALL_US) else Ending.FINISHED


class VisitFate(StrEnum):
    """What became of a visit: exactly one of five things, which are fields of VisitFigures."""

    MET = "met"
    SENT_TO_TELEPHONE = "sent_to_telephone"
    UNMET = "unmet"
    LEFT_PAGE = "left_page"
    GOING_ON = "going_on"


class CrossingFate(StrEnum):
    """Where a call went that had gone over to a page: exactly one of four, which are fields of CrossingFigures."""

    CAME_BACK = "came_back"
    ENDED_THERE = "ended_there"
    LEFT_THERE = "left_there"
    STILL_THERE = "still_there"


def visit_fate(fact: VisitFact, *, key_set: bool) -> VisitFate:
    """Give what became of a visit; who got a key has what they came for, however the page ended after that."""
    if key_set or fact.outcome in IN:
        return VisitFate.MET
    fates = {
        Ending.GOING_ON: VisitFate.GOING_ON,
        Ending.BY_TELEPHONE: VisitFate.SENT_TO_TELEPHONE,
        Ending.LEFT: VisitFate.LEFT_PAGE,
    }
    return fates.get(Ending(fact.outcome), VisitFate.UNMET)


def crossing_fate(fact: VisitFact) -> CrossingFate:
    """Give where a call went; one whose telephone was hung up may end or be left on its page."""
    if fact.outcome in WENT_ON:
        return CrossingFate.CAME_BACK
    if fact.outcome == Ending.LEFT:
        return CrossingFate.LEFT_THERE
    return CrossingFate.ENDED_THERE if fact.outcome else CrossingFate.STILL_THERE


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """Visits that began, their five fates, and of how many a link was sent and opened."""

    started: int = 0
    met: int = 0
    sent_to_telephone: int = 0
    unmet: int = 0
    left_page: int = 0
    going_on: int = 0
    link_sent: int = 0
    link_opened: int = 0

    @classmethod
    def of(cls, fact: VisitFact, *, key_set: bool) -> Self:
        """Give the figures of a single visit."""
        fate = {visit_fate(fact, key_set=key_set).value: 1}
        return cls(started=1, link_sent=int(fact.linked), link_opened=int(fact.opened), **fate)

    def __add__(self, other: Self) -> Self:
        return type(self)(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class CrossingFigures:
    """Calls that went over to a page, how many opened it, their four fates, and who got there what they came for."""

    crossed: int = 0
    page_opened: int = 0
    came_back: int = 0
    ended_there: int = 0
    left_there: int = 0
    still_there: int = 0
    met_there: int = 0

    @classmethod
    def of(cls, fact: VisitFact, *, key_set: bool) -> Self:
        """Give the figures of a single call."""
        met = fact.opened and (key_set or fact.outcome in IN)
        return cls(crossed=1, page_opened=int(fact.opened), met_there=int(met), **{crossing_fate(fact).value: 1})

    def __add__(self, other: Self) -> Self:
        return type(self)(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


Test = Callable[[VisitFact, bool], bool]


def _counts(figures: type[VisitFigures] | type[CrossingFigures], name: str) -> Test:
    return lambda fact, key_set: bool(getattr(figures.of(fact, key_set=key_set), name))


VISITS: Mapping[str, Test] = MappingProxyType(
    {name: _counts(VisitFigures, name) for name in VisitFigures.__dataclass_fields__}
)
"""Which visits each count of `VisitFigures` counts."""
CROSSINGS: Mapping[str, Test] = MappingProxyType(
    {name: _counts(CrossingFigures, name) for name in CrossingFigures.__dataclass_fields__}
)
"""Which calls each count of `CrossingFigures` counts."""


def visits_of(facts: Iterable[VisitFact], key_set: frozenset[str]) -> Mapping[str, VisitFigures]:
    """Give the figures of visits, by procedure; `key_set` names the conversations that set a key on a page."""
    found: dict[str, VisitFigures] = {}
    for fact in facts:
        if fact.began_on == Channel.WEB:
            figures = VisitFigures.of(fact, key_set=fact.id in key_set)
            found[fact.procedure] = found.get(fact.procedure, VisitFigures()) + figures
    return found


def crossings_of(facts: Iterable[VisitFact], key_set: frozenset[str]) -> Mapping[str, CrossingFigures]:
    """Give the figures of calls that went over to a page, by procedure; `key_set` as above."""
    found: dict[str, CrossingFigures] = {}
    for fact in facts:
        if fact.began_on == Channel.PHONE:
            figures = CrossingFigures.of(fact, key_set=fact.id in key_set)
            found[fact.procedure] = found.get(fact.procedure, CrossingFigures()) + figures
    return found
