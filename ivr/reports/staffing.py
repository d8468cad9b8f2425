"""How many agents the next half hour needs, from the same half hours of the last weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.institutions import ServiceLevelRule
from ivr.reports.calendar import HALF_HOUR
from ivr.reports.erlang import ErlangA, agents_needed
from ivr.reports.figures import QueueFigures, total

ENOUGH_ANSWERED = 5
"""Answered calls without which nobody knows a handling time."""


@dataclass(frozen=True, slots=True)
class StaffingNeed:
    """What to expect: calls in the half hour, seconds of handling and patience, and the agents that keep the promise.

    `without_abandonment` is Erlang C; `with_patience` Erlang A, None where nobody gave up and so no patience is known.
    """

    calls: float
    handling: float
    patience: float | None
    without_abandonment: int
    with_patience: int | None


def staffing_need(weeks: Sequence[QueueFigures], rule: ServiceLevelRule) -> StaffingNeed | None:
    """Give the need from the same half hour of past weeks, one figure each, empty ones included; None when unknown."""
    summed = total(weeks)
    handling = summed.handling_time
    if handling is None or handling <= 0 or summed.answered < ENOUGH_ANSWERED:
        return None
    calls = (summed.offered - summed.short) / len(weeks)
    arrivals, target = calls / HALF_HOUR.total_seconds(), rule.target / 100
    patience = summed.mean_patience
    alone = agents_needed(arrivals, handling, target=target, within=rule.within)
    if not patience:
        return StaffingNeed(calls, handling, None, alone, None)
    patient = agents_needed(arrivals, handling, target=target, within=rule.within, patience=patience)
    return StaffingNeed(calls, handling, patience, alone, patient)


def expected_wait(need: StaffingNeed, agents: int) -> float | None:
    """Give the mean seconds until the answer with so many agents, by Erlang A; None where no patience is known."""
    if need.patience is None or not agents:
        return None
    return ErlangA(need.calls / HALF_HOUR.total_seconds(), need.handling, need.patience, agents).mean_wait_of_answered
