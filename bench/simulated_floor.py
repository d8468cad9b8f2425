"""The real distributor on a moved clock: calls come by chance, callers may give up, agents answer at once.

Each caller enters through the same use case as a script does, and every change is one of the scripts in Valkey. Only
telephones and time are not real: an agent accepts an offer in the millisecond in which it is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from heapq import heapify, heappop, heappush

from redis import Redis

from bench.simulated_calls import ENDLESS, SimulatedCall, SimulatedQueue
from ivr.agents.agent import AgentIdentity, Wish
from ivr.agents.centre import CallCentre
from ivr.agents.desk.wrapping import Wrapping
from ivr.agents.floor import Move, stamp
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.queue.handoffs import CentreHandoffs
from ivr.institutions import Institution, QueueRule, ServiceLevelRule, WrapUpRule
from ivr.queues import Distribution, SkillStep
from ivr.reports.facts import HandoffFact
from ivr.security.tokens import Tokens
from ivr.stores.floor import RedisFloor
from ivr.telephony.memory_switchboard import MemorySwitchboard
from ivr.values import Effect

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECRET = "a secret of the simulation, long enough to seal with"
PROMISE = ServiceLevelRule(within=20, target=80, short_abandon=0)
"""Everybody who gives up counts, as in the formulas."""
MILLISECOND, DAY = timedelta(milliseconds=1), 86_400
FOREVER = round(1000 * ENDLESS)
PAGE_LIVES = 15_000  # milliseconds between two signs of life of an agent's page


@dataclass(frozen=True)
class FloorPlan:
    """Who works (the skill of each agent, "" for none), the queues, and whether each call is followed by wrap-up."""

    agents: tuple[str, ...]
    queues: tuple[SimulatedQueue, ...] = (SimulatedQueue(),)
    wraps_up: bool = False


class Kind(IntEnum):
    """What happens next; at the same instant in this order."""

    GIVES_UP = 0
    ENDS = 1
    IS_FREE = 2
    WIDENS = 3
    ARRIVES = 4


@dataclass
class MovedClock:
    """A clock that stands where it was put, milliseconds after BEGIN."""

    milliseconds: int = 0

    def now(self) -> datetime:
        """Give the instant, in UTC."""
        return BEGIN + timedelta(milliseconds=self.milliseconds)


@dataclass
class Facts:
    """Records in memory: the facts of every handoff that ended, by its call."""

    by_call: dict[str, HandoffFact] = field(default_factory=dict)

    def save(self, handoff: Handoff) -> None:
        """Keep the facts of an ended handoff."""
        ended = handoff.ended or handoff.moved
        talked = (ended - handoff.answered) // MILLISECOND if handoff.answered else 0
        wrapping = (handoff.wrapped_up - ended) // MILLISECOND if handoff.wrapped_up else 0
        self.by_call[handoff.call] = HandoffFact(
            handoff.id, handoff.call, handoff.queue, "", handoff.agent, False, handoff.requested,  # noqa: FBT003 - a fact
            handoff.answered, ended, handoff.outcome, 0, talked, 0, 0, wrapping,
        )  # fmt: skip

    def no_place(self, handoff: Handoff) -> None:
        """Refuse: the queue has room for all."""
        raise LookupError(handoff.id)


class SimulatedFloor:
    """The queues of an institution with their agents. Every figure comes from the facts that the service keeps."""

    def __init__(self, redis: "Redis", table: Institution, plan: FloorPlan) -> None:
        self.plan, rule = plan, next(iter(table.queues.values()))
        rule = replace(rule, size=10**6, wrap_up=wrap_up(rule, plan), service_level=PROMISE)
        rules = (replace(rule, id=name, distribution=_distribution(queue)) for name, queue in _named(plan))
        self.table = replace(table, queues={each.id: each for each in rules})
        self.clock, self.facts, self.floor = MovedClock(), Facts(), RedisFloor(redis)
        parts = self.floor, self.clock, MemorySwitchboard(self.clock), self.facts, Tokens([SECRET])
        self.centre = CallCentre({table.id: self.table}, *parts)
        self.handoffs, self.wrapping = CentreHandoffs(self.centre), Wrapping(self.centre)
        self.seen = {f"{table.id}.agent_{number:03}": 0 for number in range(len(plan.agents))}
        self.idle = set(self.seen)
        self.events: list[tuple[int, Kind, int, str]] = []
        for agent, skill in zip(self.seen, plan.agents, strict=True):
            self.floor.presence(table.id, agent, Wish.AVAILABLE, self.clock.now(), skills=(skill,) if skill else ())

    def play(self, calls: tuple[SimulatedCall, ...]) -> tuple[HandoffFact, ...]:
        """Play all calls to their end, and give the facts of each, in the order in which they came."""
        self.events = [(call.arrives, Kind.ARRIVES, number, "") for number, call in enumerate(calls)]
        heapify(self.events)
        while self.events:
            self.clock.milliseconds, kind, number, handoff = heappop(self.events)
            if kind is Kind.ARRIVES:
                self._arrives(number, calls[number])
            elif kind is Kind.WIDENS:
                self._widens(handoff)
            elif kind is Kind.IS_FREE:
                self._is_free(handoff)
            elif kind is Kind.ENDS or self._waits(handoff):
                self._ends(handoff, calls[number], number)
            for number, offered in self._offers():
                self._answers(number, offered, calls[number])
        return tuple(self.facts.by_call[_sid(number)] for number in range(len(calls)))

    def _arrives(self, number: int, call: SimulatedCall) -> None:
        self._beat(self.idle or set(list(self.seen)[:1]))
        sid = _sid(number)
        effect = Effect(f"{self.table.id}:{sid}:1", sid, self.table.id, "", "", "phone", "")
        handoff = self.handoffs.request(effect, _name(call.queue), None, 0)
        if call.patience < FOREVER:
            heappush(self.events, (call.arrives + call.patience, Kind.GIVES_UP, number, handoff))
        if (queue := self.plan.queues[call.queue]).skill:
            heappush(self.events, (call.arrives + queue.widens * 1000, Kind.WIDENS, number, handoff))

    def _widens(self, handoff: str) -> None:
        """Look for an agent, as the worker does every second, in the instant from which anybody will do."""
        if self._waits(handoff):
            self._beat(self.idle)
            self.centre.distribute(self.table.id)

    def _ends(self, handoff: str, call: SimulatedCall, number: int) -> None:
        """End the call; its agent is free, at once or after the wrap-up."""
        standing = self._get(handoff)
        self._beat(self.idle | ({standing.agent} if standing.agent else set()))
        self.centre.end(standing, Outcome.FINISHED if standing.agent else Outcome.HUNG_UP)
        if standing.agent and self.plan.wraps_up:
            heappush(self.events, (self.clock.milliseconds + call.wrap_up, Kind.IS_FREE, number, handoff))
        else:
            self.idle |= {standing.agent} - {""}

    def _is_free(self, handoff: str) -> None:
        """Have the agent say what the call was about, and be ready for another one."""
        agent, rule = self._get(handoff).agent, next(iter(self.table.queues.values())).wrap_up
        self._beat(self.idle | {agent})
        identity = AgentIdentity(agent, self.table.id, agent, "")
        self.wrapping.finish(identity, handoff, {"wrap_up_code": rule.codes[0].id})
        self.idle.add(agent)

    def _waits(self, handoff: str) -> bool:
        return self._get(handoff).state is State.WAITING

    def _offers(self) -> Iterator[tuple[int, Handoff]]:
        for handoff in self.floor.expired(self.table.id, self.clock.now() + timedelta(days=1)):
            offered = self._get(handoff)
            yield int(offered.call[2:]), offered

    def _answers(self, number: int, offered: Handoff, call: SimulatedCall) -> None:
        """Have the agent take the offer, and come into the room at once."""
        now, agent = self.clock.now(), offered.agent
        self.centre.move(
            Move(offered.id, frozenset({State.OFFERED}), "accepted", State.CALLING_AGENT, agent, leased=True)
        )
        fields = {"answered": stamp(now)}
        self.centre.move(
            Move(offered.id, frozenset({State.CALLING_AGENT}), "talking", State.TALKING, agent, fields=fields)
        )
        self.idle.discard(agent)
        heappush(self.events, (self.clock.milliseconds + call.handling - call.wrap_up, Kind.ENDS, number, offered.id))

    def _beat(self, agents: set[str]) -> None:
        """Have pages show that they live, as often as they do; those of agents who talk matter to nobody meanwhile."""
        for agent in sorted(agents):
            if self.clock.milliseconds - self.seen[agent] >= PAGE_LIVES:
                self.floor.presence(self.table.id, agent, Wish.HEARTBEAT, self.clock.now())
                self.seen[agent] = self.clock.milliseconds

    def _get(self, handoff: str) -> Handoff:
        found = self.floor.get(handoff)
        if found is None:
            raise LookupError(handoff)
        return found


def wrap_up(rule: QueueRule, plan: FloorPlan) -> WrapUpRule:
    """Give the queue's wrap-up without its limits, its code required; none where none is played."""
    return replace(rule.wrap_up, seconds=DAY, longest=DAY, required=True) if plan.wraps_up else WrapUpRule()


def _distribution(queue: SimulatedQueue) -> Distribution:
    if not queue.skill:
        return Distribution(priority=queue.priority)
    return Distribution(queue.priority, (SkillStep(0, (queue.skill,)), SkillStep(queue.widens, ())))


def _named(plan: FloorPlan) -> Iterator[tuple[str, SimulatedQueue]]:
    return ((_name(number), queue) for number, queue in enumerate(plan.queues))


def _name(number: int) -> str:
    return f"queue_{number}"


def _sid(number: int) -> str:
    return f"CA{number:032}"
