"""How far customers who came for a key got: identified, checked, code sent, code right, key set."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import add
from typing import NamedTuple, Self

from ivr.institutions import Institution
from ivr.reports.facts import CallFact, DayFacts, DeedFact, HandoffFact
from ivr.reports.figures import share
from ivr.reports.visits import Ending
from ivr.values import Channel


class Milestone(IntEnum):
    """How far a call got; who got to one got past all before it."""

    CAME = 0
    IDENTIFIED = 1
    CHECKED = 2
    CODE_SENT = 3
    CODE_RIGHT = 4
    KEY_SET = 5


DEEDS: Mapping[str, Milestone] = {
    "no_place": Milestone.IDENTIFIED,
    "code_sent": Milestone.CODE_SENT,
    "code_accepted": Milestone.CODE_RIGHT,
    "key_replaced": Milestone.KEY_SET,
    "temporary_key_set": Milestone.KEY_SET,
}
"""What the audit says of a milestone; each is written in the transaction of the thing itself."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a call came for, how far it got, and whether an agent took part."""

    procedure: str
    milestone: Milestone
    assisted: bool
    channel: str = Channel.PHONE
    entered: bool = False
    """came in with the key, on a page: where that is the procedure, nothing has to be set"""

    @property
    def contained(self) -> bool:
        """Say whether the purpose was met without an agent."""
        return (self.entered or self.milestone is Milestone.KEY_SET) and not self.assisted


class FunnelKey(NamedTuple):
    """What was come for, and on which channel that began."""

    procedure: str
    channel: str = Channel.PHONE


@dataclass(frozen=True, slots=True)
class FunnelFigures:
    """How many conversations came for a procedure, and how many of them got to each milestone or past it."""

    came: int = 0
    identified: int = 0
    checked: int = 0
    code_sent: int = 0
    code_right: int = 0
    key_set: int = 0
    contained: int = 0

    @classmethod
    def of(cls, purpose: Purpose, calls: int = 1) -> Self:
        """Give the figures of some calls that came for the same and got as far."""
        reached = {milestone.name.lower(): calls * (purpose.milestone >= milestone) for milestone in Milestone}
        return cls(**reached, contained=calls * purpose.contained)

    def __add__(self, other: Self) -> Self:
        mine, theirs = (*self.counts, self.contained), (*other.counts, other.contained)
        return type(self)(*map(add, mine, theirs))

    @property
    def counts(self) -> tuple[int, ...]:
        """How many got to each milestone, in order."""
        return (self.came, self.identified, self.checked, self.code_sent, self.code_right, self.key_set)

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The share of the step before, in order; the first has none before it."""
        return (None, *(share(after, before) for before, after in zip(self.counts, self.counts[1:], strict=False)))

    @property
    def containment(self) -> float | None:
        """Calls that ended with their purpose met without an agent / calls with that purpose."""
        return share(self.contained, self.came)


def purposes(institution: Institution, facts: DayFacts) -> Mapping[str, Purpose]:
    """Give what each call and visit of the day that came for a procedure of the table came for, by its name."""
    deeds: dict[str, list[DeedFact]] = {}
    for deed in facts.deeds:
        deeds.setdefault(deed.call, []).append(deed)
    found = (
        (call.sid, purpose(institution, call, facts.handoffs_of_calls.get(call.sid, ()), deeds.get(call.sid, ())))
        for call in facts.calls
        if facts.is_of_day(call.started)
    )
    of_calls = {sid: each for sid, each in found if each is not None}
    return {**of_calls, **_of_visits(institution, facts, deeds)}


def _of_visits(
    institution: Institution, facts: DayFacts, deeds: Mapping[str, Sequence[DeedFact]]
) -> Mapping[str, Purpose]:
    """Give what each visit came for: its procedure. A call that went over to a page counts as a call."""
    found: dict[str, Purpose] = {}
    for visit in facts.visits_of_day:
        if visit.began_on == Channel.WEB and visit.procedure in institution.web.procedures:
            milestone, entered = _of_deeds(deeds.get(visit.id, ())), visit.outcome == Ending.ENTERED
            found[visit.id] = Purpose(visit.procedure, milestone, assisted=False, channel=Channel.WEB, entered=entered)
    return found


def purpose(
    institution: Institution, call: CallFact, handoffs: Sequence[HandoffFact], deeds: Sequence[DeedFact]
) -> Purpose | None:
    """Give what a call came for; None when it never chose a procedure.

    A caller who chose several counts for the one that got a key, else for the last one.
    """
    said = [call.procedure, *(handoff.procedure for handoff in handoffs), *(deed.procedure for deed in deeds)]
    done = [deed.procedure for deed in deeds if DEEDS.get(deed.kind) is Milestone.KEY_SET]
    chosen = next((each for each in done + said if each in institution.procedures), "")
    if not chosen:
        return None
    milestone = max(_of_handoffs(institution, chosen, handoffs), _of_deeds(deeds))
    return Purpose(chosen, milestone, any(handoff.answered is not None for handoff in handoffs))


def _of_handoffs(institution: Institution, procedure: str, handoffs: Collection[HandoffFact]) -> Milestone:
    """Give what the way to an agent shows: a customer is named, and enough answers of the checklist matched."""
    checklist = institution.checklists.get(institution.procedures[procedure].checklist)
    if checklist and any(handoff.matched >= checklist.required for handoff in handoffs):
        return Milestone.CHECKED
    return Milestone.IDENTIFIED if any(handoff.named for handoff in handoffs) else Milestone.CAME


def _of_deeds(deeds: Collection[DeedFact]) -> Milestone:
    return max((DEEDS.get(deed.kind, Milestone.CAME) for deed in deeds), default=Milestone.CAME)


def keys_on_pages(facts: DayFacts) -> frozenset[str]:
    """Give the conversations in which a key was set on a page."""
    of_pages = (deed for deed in facts.deeds if deed.channel == Channel.WEB)
    return frozenset(deed.call for deed in of_pages if DEEDS.get(deed.kind) is Milestone.KEY_SET)
