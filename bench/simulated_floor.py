"""The real distributor on a moved clock: calls come by chance, callers may give up, agents answer at once.

Each caller enters through the same use case as a script does, and every change is one of the scripts in Valkey. Only
telephones and time are not real: an agent accepts an offer in the millisecond in which it is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from heapq import heapify, heappop, heappush, heapreplace
from random import Random

from redis import Redis

from ivr.agents.agent import Wish
from ivr.agents.centre import CallCentre
from ivr.agents.floor import Move, stamp
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.queue.handoffs import CentreHandoffs
from ivr.institutions import Institution, ServiceLevelRule, WrapUpRule
from ivr.queues import USUAL_DISTRIBUTION
from ivr.reports.facts import HandoffFact
from ivr.security.tokens import Tokens
from ivr.stores.floor import RedisFloor
from ivr.telephony.memory_switchboard import MemorySwitchboard
from ivr.values import Effect

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECRET = "a secret of the simulation, long enough to seal with"
PROMISE = ServiceLevelRule(within=20, target=80, short_abandon=0)
"""Everybody who gives up counts, as in the formulas."""
PAGE_LIVES = 15_000  # milliseconds between two signs of life of an agent's page


@dataclass(frozen=True)
class SimulatedCall:
    """When a caller comes, how long they would wait and how long they keep an agent; milliseconds."""

    arrives: int
    patience: int
    handling: int


def by_chance(calls: int, *, arrivals: float, handling: float, patience: float, seed: int) -> tuple[SimulatedCall, ...]:
    """Give Poisson arrivals (`arrivals` a second), exponential handling and patience (means in seconds; 0: endless)."""
    random, at, made = Random(seed), 0.0, []
    for _ in range(calls):
        at += random.expovariate(arrivals)
        bears = random.expovariate(1 / patience) if patience else 1e9
        made.append(SimulatedCall(*(round(1000 * each) for each in (at, bears, random.expovariate(1 / handling)))))
    return tuple(made)


def ideal_waits(calls: tuple[SimulatedCall, ...], agents: int) -> list[int]:
    """Give each caller's milliseconds in a queue that makes no mistake: first come, first served, nobody idle.

    Who gives up has waited as long as their patience.
    """
    free, waits = [0] * agents, []
    for call in calls:
        wait = max(0, free[0] - call.arrives)
        waits.append(min(wait, call.patience))
        if wait < call.patience:
            heapreplace(free, call.arrives + wait + call.handling)
    return waits


class Kind(IntEnum):
    """What happens next; at the same instant in this order."""

    GIVES_UP = 0
    ENDS = 1
    ARRIVES = 2


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
        talked = (ended - handoff.answered) // timedelta(milliseconds=1) if handoff.answered else 0
        self.by_call[handoff.call] = HandoffFact(
            handoff.id, handoff.call, handoff.queue, "", handoff.agent, False, handoff.requested,  # noqa: FBT003 - a fact
            handoff.answered, ended, handoff.outcome, 0, talked, 0, 0, 0,
        )  # fmt: skip

    def no_place(self, handoff: Handoff) -> None:
        """Refuse: the queue has room for all."""
        raise LookupError(handoff.id)


class SimulatedFloor:
    """One queue of an institution with so many agents. Every figure comes from the facts that the service keeps."""

    def __init__(self, redis: "Redis", table: Institution, agents: int) -> None:
        rule = next(iter(table.queues.values()))
        rule = replace(rule, size=10**6, wrap_up=WrapUpRule(), distribution=USUAL_DISTRIBUTION, service_level=PROMISE)
        self.table = replace(table, queues={rule.id: rule})
        self.queue, self.clock, self.facts = rule.id, MovedClock(), Facts()
        self.floor, tokens = RedisFloor(redis), Tokens([SECRET])
        parts = self.floor, self.clock, MemorySwitchboard(self.clock), self.facts, tokens
        self.centre = CallCentre({table.id: self.table}, *parts)
        self.handoffs = CentreHandoffs(self.centre)
        self.seen = {f"{table.id}.agent_{number:03}": 0 for number in range(agents)}
        self.idle = set(self.seen)
        self.events: list[tuple[int, Kind, int, str]] = []
        for agent in self.seen:
            self.floor.presence(table.id, agent, Wish.AVAILABLE, self.clock.now())

    def play(self, calls: tuple[SimulatedCall, ...]) -> tuple[HandoffFact, ...]:
        """Play all calls to their end, and give the facts of each, in the order in which they came."""
        self.events = [(call.arrives, Kind.ARRIVES, number, "") for number, call in enumerate(calls)]
        heapify(self.events)
        while self.events:
            self.clock.milliseconds, kind, number, handoff = heappop(self.events)
            if kind is Kind.ARRIVES:
                self._arrives(number, calls[number])
            elif kind is Kind.ENDS or self._waits(handoff):
                self._ends(handoff, Outcome.FINISHED if kind is Kind.ENDS else Outcome.HUNG_UP)
            for number, offered in self._offers():
                self._answers(number, offered, calls[number])
        return tuple(self.facts.by_call[_sid(number)] for number in range(len(calls)))

    def _arrives(self, number: int, call: SimulatedCall) -> None:
        self._beat(self.idle or set(list(self.seen)[:1]))
        sid = _sid(number)
        effect = Effect(f"{self.table.id}:{sid}:1", sid, self.table.id, "", "", "phone", "")
        handoff = self.handoffs.request(effect, self.queue, None, 0)
        heappush(self.events, (call.arrives + call.patience, Kind.GIVES_UP, number, handoff))

    def _ends(self, handoff: str, outcome: Outcome) -> None:
        standing = self._get(handoff)
        self._beat(self.idle | ({standing.agent} if standing.agent else set()))
        self.centre.end(standing, outcome)
        self.idle |= {standing.agent} - {""}

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
        heappush(self.events, (self.clock.milliseconds + call.handling, Kind.ENDS, number, offered.id))

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


def _sid(number: int) -> str:
    return f"CA{number:032}"
