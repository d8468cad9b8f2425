"""Counts one day of one institution: from what the records know to the figures that reports add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from ivr.institutions import Institution, ServiceLevelRule
from ivr.reports.calendar import half_hour
from ivr.reports.facts import DayFacts, HandoffFact
from ivr.reports.figures import NOTHING, QueueFigures
from ivr.reports.funnel import FunnelFigures, FunnelKey, keys_on_pages, purposes
from ivr.reports.states import StateFigures, StateKey, states_of
from ivr.reports.steps import StepFigures, StepKey, steps_of
from ivr.reports.visits import CrossingFigures, VisitFigures, crossings_of, visits_of

K = TypeVar("K")


class QueueKey(NamedTuple):
    """Where and when callers entered: the beginning of a half hour (UTC), the queue, and what they came for."""

    slot: datetime
    queue: str
    procedure: str


class AgentKey(NamedTuple):
    """Who answered, and from which queue."""

    agent: str
    queue: str


@dataclass(frozen=True)
class DayCount:
    """The figures of a day; `calls` and `visits` count those that began in it, whatever they came for."""

    calls: int
    visits: int
    queues: Mapping[QueueKey, QueueFigures]
    agents: Mapping[AgentKey, QueueFigures]
    states: Mapping[StateKey, StateFigures]
    funnel: Mapping[FunnelKey, FunnelFigures]
    steps: Mapping[StepKey, StepFigures]
    pages: Mapping[str, VisitFigures]
    crossings: Mapping[str, CrossingFigures]


def count(institution: Institution, facts: DayFacts) -> DayCount:
    """Count a day: a caller counts where they entered the queue, a call with all its steps where it began."""
    entered = [handoff for handoff in facts.handoffs if facts.is_of_day(handoff.requested)]
    answered = [handoff for handoff in entered if handoff.answered is not None]
    rule_of, visits = rules(institution), facts.visits_of_day
    return DayCount(
        calls=sum(facts.is_of_day(call.started) for call in facts.calls),
        visits=len(visits),
        queues=_grouped(entered, queue_key, rule_of),
        agents=_grouped(answered, lambda handoff: AgentKey(handoff.agent, handoff.queue), rule_of),
        states=states_of(facts.states, institution.not_ready, facts.begin, facts.end),
        funnel=_funnel(institution, facts),
        steps=steps_of(facts.steps),
        pages=visits_of(visits, keys_on_pages(facts)),
        crossings=crossings_of(visits, keys_on_pages(facts)),
    )


def queue_key(handoff: HandoffFact) -> QueueKey:
    """Say where and when a caller entered."""
    return QueueKey(half_hour(handoff.requested), handoff.queue, handoff.procedure)


def rules(institution: Institution) -> Callable[[str], ServiceLevelRule]:
    """Give what finds the promise of a queue; a queue that the table has no more promises what is usual."""
    usual, queues = ServiceLevelRule(), institution.queues
    return lambda queue: queues[queue].service_level if queue in queues else usual


def _grouped(
    handoffs: Iterable[HandoffFact], key: Callable[[HandoffFact], K], rule_of: Callable[[str], ServiceLevelRule]
) -> Mapping[K, QueueFigures]:
    found: dict[K, QueueFigures] = {}
    for handoff in handoffs:
        place = key(handoff)
        found[place] = found.get(place, NOTHING) + QueueFigures.of(handoff, rule_of(handoff.queue))
    return found


def _funnel(institution: Institution, facts: DayFacts) -> Mapping[FunnelKey, FunnelFigures]:
    found: dict[FunnelKey, FunnelFigures] = {}
    for purpose, calls in Counter(purposes(institution, facts).values()).items():
        key = FunnelKey(purpose.procedure, purpose.channel)
        found[key] = found.get(key, FunnelFigures()) + FunnelFigures.of(purpose, calls)
    return found
