"""Where customers give up, step by step: how each visit to a question, or to a wait for an agent, ended."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from types import MappingProxyType
from typing import NamedTuple, Self

from ivr.reports.facts import StepFact
from ivr.reports.figures import share
from ivr.values import Channel

GOODBYE = "goodbye"
"""A hang-up of a caller who was done, and heard the menu again."""
WAIT = "agent"
"""The step in which a caller waits for an agent or talks to one."""

ENDS: Mapping[str, str] = MappingProxyType(
    {
        "answer": "went_on",
        "AgentOnCall": "went_on",
        "AgentFinished": "went_on",
        "CallBackAsked": "went_on",
        "TakenBack": "to_agent",
        "agent": "to_agent",
        "PageLeft_agent": "to_agent",
        "back": "back",
        "QueueLeft": "back",
        "PageLeft_back": "back",
        "exhausted": "failed",
        "hang_up": "hung_up",
        "PageLeft_idle": "hung_up",
        "PageLeft_unopened": "hung_up",
        GOODBYE: "goodbye",
    }
)
"""How a visit ends, by the kind of the turn: any other word of an agent's side is a failure."""
GOES_ON = frozenset({"nothing", "silence", "wrong", "repeat", "another"})
"""Turns that end no visit: the same question is asked again."""


def end_of(kind: str) -> str:
    """Give how a turn of this kind ends the visit, as a field of StepFigures; empty when it goes on."""
    return "" if kind in GOES_ON else ENDS.get(kind, "failed")


@dataclass(frozen=True, slots=True)
class StepFigures:
    """How the visits to a step ended; `repeats` are the silences, misses and repetitions within them."""

    went_on: int = 0
    to_agent: int = 0
    back: int = 0
    failed: int = 0
    hung_up: int = 0
    goodbye: int = 0
    repeats: int = 0

    @classmethod
    def of(cls, fact: StepFact) -> Self:
        """Give what some turns of a step come to."""
        end = end_of(fact.kind)
        if not end:
            return cls(repeats=fact.turns if fact.kind != "nothing" else 0)
        return cls(**{end: fact.turns})

    def __add__(self, other: Self) -> Self:
        return type(self)(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def entries(self) -> int:
        """Visits that have ended, however they did."""
        return self.went_on + self.to_agent + self.back + self.failed + self.hung_up + self.goodbye

    @property
    def drop_off(self) -> float | None:
        """Hang-ups or failures in it / entries into it."""
        return share(self.hung_up + self.failed, self.entries)


class StepKey(NamedTuple):
    """A step of a version of the tables, and the channel that asked it."""

    version: str
    step: str
    channel: str = Channel.PHONE


def steps_of(facts: Iterable[StepFact]) -> Mapping[StepKey, StepFigures]:
    """Give the figures of each step that somebody was in."""
    found: dict[StepKey, StepFigures] = {}
    for fact in facts:
        key = StepKey(fact.version, fact.step, fact.channel)
        found[key] = found.get(key, StepFigures()) + StepFigures.of(fact)
    return {key: figures for key, figures in found.items() if figures.entries and key.step}
