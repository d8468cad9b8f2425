"""One case of the simulation: what the formulas say, what the distributor did, and how far apart the two may be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from statistics import stdev

from redis import Redis

from bench.simulated_floor import PROMISE, SimulatedFloor, by_chance, ideal_waits
from ivr.institutions import Institution
from ivr.reports.erlang import ErlangA, ErlangC
from ivr.reports.figures import QueueFigures, total

HANDLING = 180.0  # seconds a call, on average
PATIENCE = 120.0  # seconds that callers of Erlang A bear, on average
WARM_UP = 0.1  # the share of calls that is not counted: the queue begins empty
MANY = 300_000
BATCHES = 10
SPREAD = 2.26  # Student's t for 9 degrees of freedom: 95 of 100 measurements lie within


@dataclass(frozen=True)
class Case:
    """So many agents at a load (calls a second * handling / agents); with or without callers who give up."""

    agents: int
    load: float
    gives_up: bool

    @property
    def arrivals(self) -> float:
        """Calls a second."""
        return self.load * self.agents / HANDLING

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
    patience = PATIENCE if case.gives_up else 0
    made = by_chance(calls, arrivals=case.arrivals, handling=HANDLING, patience=patience, seed=seed)
    name = f"simulation_{case.agents}_{round(case.load * 100)}_{'a' if case.gives_up else 'c'}"
    facts = SimulatedFloor(redis, replace(table, id=name), case.agents).play(made)
    apart = max(abs(fact.waited - wait) for fact, wait in zip(facts, ideal_waits(made, case.agents), strict=True))
    figures = [QueueFigures.of(fact, PROMISE) for fact in facts[round(calls * WARM_UP) :]]
    size = len(figures) // BATCHES
    batches = [total(figures[at * size : (at + 1) * size]) for at in range(BATCHES)]
    found, spread = values(total(figures)), Values(*(_spread(batches, each) for each in MEASURES))
    return Result(case, calls, found, spread, apart, endless(case, seed))


def endless(case: Case, seed: int) -> Values:
    """Give what an ideal queue does with MANY calls: it stands between the distributor and the formulas."""
    patience = PATIENCE if case.gives_up else 0
    calls = by_chance(MANY, arrivals=case.arrivals, handling=HANDLING, patience=patience, seed=seed)
    within, waits = PROMISE.within * 1000, ideal_waits(calls, case.agents)
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
