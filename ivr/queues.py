"""How callers are brought to agents, as a queue's table says it: skills that widen, overflow, and call-backs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_PRIORITY = 9
"""Above it nobody would stand behind those whom an agent gave back: they come before everybody."""


@dataclass(frozen=True, slots=True)
class SkillStep:
    """From `after` seconds of waiting on, an agent needs all of these `skills`; none of them: anybody."""

    after: int
    skills: tuple[str, ...]


class Condition(StrEnum):
    """When callers are led elsewhere."""

    WAITED = "waited"  # longer than so many seconds, looked at while they wait
    CALLERS_PER_AGENT = "callers_per_agent"  # more than so many, looked at before they wait
    NOBODY = "nobody"  # no agent with the queue's skills is signed in, looked at before they wait


class Relief(StrEnum):
    """What is done for them."""

    QUEUE = "queue"  # they wait in another queue, at the place that their time gives them
    CALL_BACK = "call_back"  # they are asked whether they want to be called back
    SAY = "say"  # they are told that it takes long


@dataclass(frozen=True, slots=True)
class OverflowRule:
    """What is done under a condition: `over` are seconds, or callers an agent; `queue` is where to, for QUEUE."""

    when: Condition
    over: int
    then: Relief
    queue: str = ""


@dataclass(frozen=True, slots=True)
class CallBackRule:
    """Call-backs of a queue: how often one is tried, and the seconds between two tries."""

    tries: int = 3
    apart: int = 600


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a queue's callers come to agents; seconds throughout.

    `steps` are the skills wanted, the first from the beginning and the last wanting none. `place_kept` is for how long
    a caller who was cut off may come back to their place; `closing_grace` how long those who wait at closing time are
    still served.
    """

    priority: int = 0
    steps: tuple[SkillStep, ...] = (SkillStep(0, ()),)
    overflow: tuple[OverflowRule, ...] = ()
    place_kept: int = 600
    closing_grace: int = 1800
    call_back: CallBackRule | None = None

    def rule(self, when: Condition) -> OverflowRule | None:
        """Give what is done under a condition, if anything is."""
        return next((rule for rule in self.overflow if rule.when is when), None)


def skills_of(rules: Iterable[Distribution]) -> tuple[str, ...]:
    """Give every skill that is asked for at any step, in the order of the alphabet."""
    return tuple(sorted({skill for rule in rules for step in rule.steps for skill in step.skills}))


@dataclass(frozen=True, slots=True)
class Priorities:
    """What is added to the priority of a caller: `repeated` for one who waited in vain not long ago (`within` seconds),
    `call_back` for one whom we called back.
    """

    repeated: int = 0
    within: int = 3600
    call_back: int = 0


USUAL_DISTRIBUTION, USUAL_PRIORITIES = Distribution(), Priorities()
