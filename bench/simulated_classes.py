"""Cases with two kinds of callers: who is urgent goes first, and who wants a skill waits for it only so long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from redis import Redis

from bench.simulated_calls import Chance, IdealFloor, SimulatedCall, SimulatedQueue, by_chance
from bench.simulated_case import HANDLING, MANY, WARM_UP, Case, Values, ideal_values, measured, most_apart
from bench.simulated_floor import FloorPlan, SimulatedFloor
from ivr.institutions import Institution
from ivr.reports.erlang import ErlangC

SKILLS = ("keys", "cards")


@dataclass(frozen=True)
class PriorityCase:
    """Agents at a load as in `Case`; the share `urgent` of the callers goes first, and interrupts nobody."""

    agents: int
    load: float
    urgent: float

    @property
    def name(self) -> str:
        """What tells it from the other cases."""
        return f"priority_{self.agents}_{round(self.load * 100)}_{round(self.urgent * 100)}"

    @property
    def chance(self) -> Chance:
        """How its calls come; the first queue is the urgent one."""
        return Chance(self.load * self.agents / HANDLING, HANDLING, shares=(self.urgent, 1 - self.urgent))

    @property
    def plan(self) -> FloorPlan:
        """Agents who are all alike, and two queues."""
        return FloorPlan(("",) * self.agents, (SimulatedQueue(priority=1), SimulatedQueue()))

    @property
    def expected(self) -> tuple[float, float]:
        """Mean seconds of waiting of the urgent and of the others.

        Sources: A. Cobham (1954) for one handling time of all; O. Kella and U. Yechiali (1985). The caller who arrives
        waits for whoever is before them, W0 = P(wait) * handling / agents, and for the more urgent who come meanwhile.
        """
        first = ErlangC(self.chance.arrivals, HANDLING, self.agents).waiting * HANDLING / self.agents
        busy = self.load * self.urgent
        return first / (1 - busy), first / ((1 - busy) * (1 - self.load))


@dataclass(frozen=True)
class SkillCase:
    """Two queues alike, each with half of the agents and a skill that only those have; after `widens` seconds of
    waiting anybody will do.
    """

    agents: int
    load: float
    widens: int

    @property
    def name(self) -> str:
        """What tells it from the other cases."""
        return f"skills_{self.agents}_{round(self.load * 100)}_{self.widens}"

    @property
    def chance(self) -> Chance:
        """How its calls come."""
        return Chance(self.load * self.agents / HANDLING, HANDLING, shares=(0.5, 0.5))

    @property
    def plan(self) -> FloorPlan:
        """Every second agent has the one skill, the others the other."""
        agents = tuple(SKILLS[number % 2] for number in range(self.agents))
        return FloorPlan(agents, tuple(SimulatedQueue(skill=skill, widens=self.widens) for skill in SKILLS))

    @property
    def shared(self) -> Values:
        """The lower bound: as if anybody would do at once, one queue with all agents (Erlang C)."""
        return Case(self.agents, self.load, gives_up=False).expected

    @property
    def separate(self) -> Values:
        """The upper bound: as if nobody helped the other queue ever, each with half of the agents (Erlang C)."""
        return Case(self.agents // 2, self.load, gives_up=False).expected


@dataclass(frozen=True)
class ClassResult:
    """What came of a case: values of all callers, then of each queue, how far chance moves them (95 %), the same of
    the ideal floor with MANY calls, and the most by which any caller's wait differs from the ideal, in milliseconds.
    """

    calls: int
    found: tuple[Values, ...]
    spread: tuple[Values, ...]
    endless: tuple[Values, ...]
    apart: int


def play_classes(
    redis: "Redis", table: Institution, case: PriorityCase | SkillCase, calls: int, seed: int
) -> ClassResult:
    """Play so many calls through the real distributor, in a place of their own among the keys."""
    made = by_chance(calls, case.chance, seed)
    facts = SimulatedFloor(redis, replace(table, id=f"simulation_{case.name}"), case.plan).play(made)
    apart = most_apart(facts, IdealFloor(made, case.plan.queues, case.plan.agents).waits())
    counted = list(zip(facts, made, strict=True))[round(calls * WARM_UP) :]
    groups = [[fact for fact, call in counted if call.queue in which] for which in GROUPS]
    found, spread = zip(*map(measured, groups), strict=True)
    return ClassResult(calls, found, spread, endless_classes(case, seed), apart)


GROUPS = (0, 1), (0,), (1,)


def endless_classes(case: PriorityCase | SkillCase, seed: int) -> tuple[Values, ...]:
    """Give what an ideal floor does with MANY calls: to all, and to each queue."""
    calls = by_chance(MANY, case.chance, seed)
    waits = IdealFloor(calls, case.plan.queues, case.plan.agents).waits()
    return tuple(_of(calls, waits, which) for which in GROUPS)


def _of(calls: Sequence[SimulatedCall], waits: Sequence[int], which: tuple[int, ...]) -> Values:
    chosen = [(call, wait) for call, wait in zip(calls, waits, strict=True) if call.queue in which]
    return ideal_values([call for call, _ in chosen], [wait for _, wait in chosen])
