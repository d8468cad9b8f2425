"""One case of the simulation: what the formulas say, what the distributor did, and how far apart the two may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import stdev

from redis import Redis

from bench.simulated_calls import Chance, SimulatedCall, by_chance, ideal_waits
from bench.simulated_floor import PROMISE, FloorPlan, SimulatedFloor
from ivr.institutions import Institution
from ivr.reports.erlang import ErlangA, ErlangC
from ivr.reports.facts import HandoffFact
from ivr.reports.figures import QueueFigures, total

HANDLING = 180.0  # seconds a call, on average
PATIENCE = 120.0  # seconds that callers of Erlang A bear, on average
WARM_UP = 0.1  # the share of calls that is not counted: the queue begins empty
MANY = 300_000
BATCHES = 10
SPREAD = 2.26  # Student's t for 9 degrees of freedom: 95 of 100 measurements lie within


@dataclass(frozen=True)
class Case:
    """So many agents at a load (calls a second * handling / agents); with or without callers who give up.

    `wrap_up` is the share of each handling that comes after the call: to the formulas agents are busy all the same.
    """

    agents: int
    load: float
    gives_up: bool
    wrap_up: float = 0.0

    @property
    def arrivals(self) -> float:
        """Calls a second."""
        return self.load * self.agents / HANDLING

    @property
    def chance(self) -> Chance:
        """How its calls come."""
        return Chance(self.arrivals, HANDLING, PATIENCE if self.gives_up else 0, self.wrap_up)

    @property
    def model(self) -> ErlangA | ErlangC:
        """The formula that belongs to the case."""
        if self.gives_up:
            return ErlangA(self.arrivals, HANDLING, PATIENCE, self.agents)
        return ErlangC(self.arrivals, HANDLING, self.agents)

    @property
    def expected(self) -> "Values":
        """What the formula says."""
        model = self.model
        if isinstance(model, ErlangA):
            return Values(model.mean_wait_of_answered, model.service_level(PROMISE.within), model.abandonment)
        return Values(model.mean_wait, model.service_level(PROMISE.within), 0.0)


@dataclass(frozen=True)
class Values:
    """Mean seconds of waiting of those answered (ASA), service level, abandonment (shares)."""

    speed_of_answer: float
    service_level: float
    abandonment: float


@dataclass(frozen=True)
class Result:
    """A case that was played: the values, by how much chance moves each (95 %), and the most by which any caller's wait
    differs from that in a queue without mistakes, in milliseconds. `endless` is what that ideal queue does with MANY
    calls, where chance hardly counts any more.
    """

    case: Case
    calls: int
    found: Values
    spread: Values
    apart: int
    endless: Values

    @property
    def away(self) -> int:
        """Count the figures that are further from their formula than chance alone explains."""
        expected = self.case.expected
        return sum(
            abs(getattr(self.found, name) - getattr(expected, name)) > getattr(self.spread, name) + 1e-9
            for name in Values.__dataclass_fields__
        )


def play(redis: "Redis", table: Institution, case: Case, calls: int, seed: int) -> Result:
    """Play so many calls through the real distributor, in a place of their own among the keys."""
    made = by_chance(calls, case.chance, seed)
    name = (
        f"simulation_{case.agents}_{round(case.load * 100)}_{'a' if case.gives_up else 'c'}_{round(case.wrap_up * 100)}"
    )
    plan = FloorPlan(("",) * case.agents, wraps_up=case.wrap_up > 0)
    facts = SimulatedFloor(redis, replace(table, id=name), plan).play(made)
    apart = most_apart(facts, ideal_waits(made, case.agents))
    found, spread = measured(facts[round(calls * WARM_UP) :])
    return Result(case, calls, found, spread, apart, endless(case, seed))


def most_apart(facts: Sequence[HandoffFact], waits: Sequence[int]) -> int:
    """Give the most milliseconds by which any caller's wait differs between the distributor and the ideal queue."""
    return max(abs(fact.waited - wait) for fact, wait in zip(facts, waits, strict=True))


def measured(facts: Sequence[HandoffFact]) -> tuple[Values, Values]:
    """Give what was found, and by how much chance moves each."""
    figures = [QueueFigures.of(fact, PROMISE) for fact in facts]
    size = len(figures) // BATCHES
    batches = [total(figures[at * size : (at + 1) * size]) for at in range(BATCHES)]
    return values(total(figures)), Values(*(_spread(batches, each) for each in MEASURES))


def endless(case: Case, seed: int) -> Values:
    """Give what an ideal queue does with MANY calls: it stands between the distributor and the formulas."""
    calls = by_chance(MANY, case.chance, seed)
    return ideal_values(calls, ideal_waits(calls, case.agents))


def ideal_values(calls: Sequence[SimulatedCall], waits: Sequence[int]) -> Values:
    """Give the figures of callers who waited so long; who waited as long as their patience gave up."""
    within = PROMISE.within * 1000
    lost = [wait for wait, call in zip(waits, calls, strict=True) if wait == call.patience]
    answered = [wait for wait, call in zip(waits, calls, strict=True) if wait < call.patience]
    stayed = len(calls) - sum(wait <= within for wait in lost)
    in_time = sum(wait <= within for wait in answered)
    return Values(sum(answered) / len(answered) / 1000, in_time / stayed, len(lost) / len(calls))


def values(figures: QueueFigures) -> Values:
    """Give what reports would show, by the definitions of docs/figures.md."""
    return Values(*(each(figures) for each in MEASURES))


MEASURES: tuple[Callable[[QueueFigures], float], ...] = (
    lambda figures: figures.speed_of_answer or 0.0,
    lambda figures: figures.service_level or 0.0,
    lambda figures: figures.abandonment or 0.0,
)


def _spread(batches: list[QueueFigures], measure: Callable[[QueueFigures], float]) -> float:
    """Give half of the 95 % interval of a mean, from the means of batches: neighbours in a queue wait alike."""
    return SPREAD * stdev(map(measure, batches)) / sqrt(len(batches))
