"""Calls that come by chance, and what an ideal queue does with them: a few lines that know nothing of Valkey."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from heapq import heapify, heappop, heappush, heapreplace
from random import Random

ENDLESS = 1e9  # seconds of patience: nobody waits as long


@dataclass(frozen=True)
class SimulatedCall:
    """When a caller comes, how long they would wait and how long they keep an agent; milliseconds.

    The last `wrap_up` of `handling` is the agent's work after the call. `queue` is the number of the caller's queue.
    """

    arrives: int
    patience: int
    handling: int
    wrap_up: int = 0
    queue: int = 0


@dataclass(frozen=True)
class SimulatedQueue:
    """A queue: its priority (a higher one is served first), and the skill that an agent needs.

    From `widens` seconds of waiting on anybody will do; "" is a queue that wants no skill at all.
    """

    priority: int = 0
    skill: str = ""
    widens: int = 0

    def wants(self, waited: int) -> str:
        """Give the skill that is wanted after so many milliseconds; "" for anybody."""
        return self.skill if waited < self.widens * 1000 else ""


@dataclass(frozen=True)
class Chance:
    """Poisson arrivals (`arrivals` a second), exponential handling and patience (means in seconds; 0: endless).

    `wrap_up` is the share of each handling that is wrap-up; `shares` of the calls are for each queue.
    """

    arrivals: float
    handling: float
    patience: float = 0
    wrap_up: float = 0
    shares: tuple[float, ...] = (1.0,)


def by_chance(calls: int, chance: Chance, seed: int) -> tuple[SimulatedCall, ...]:
    """Give so many calls; the same seed gives the same ones."""
    random, at, made = Random(seed), 0.0, []
    for _ in range(calls):
        at += random.expovariate(chance.arrivals)
        bears = random.expovariate(1 / chance.patience) if chance.patience else ENDLESS
        handling = random.expovariate(1 / chance.handling)
        queue = random.choices(range(len(chance.shares)), chance.shares)[0] if len(chance.shares) > 1 else 0
        seconds = at, bears, handling, handling * chance.wrap_up
        arrives, patience, keeps, wrap_up = (round(1000 * each) for each in seconds)
        made.append(SimulatedCall(arrives, patience, keeps, wrap_up, queue))
    return tuple(made)


def ideal_waits(calls: Sequence[SimulatedCall], agents: int) -> list[int]:
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


class Event(IntEnum):
    """What happens next; at the same instant in this order."""

    IS_FREE = 0
    WIDENS = 1
    ARRIVES = 2


class IdealFloor:
    """Several queues and agents with one skill each, without a mistake; nobody gives up.

    The best placed caller whom an idle agent suits goes to the agent longest idle of those: priority comes first, then
    who has waited longest.
    """

    def __init__(self, calls: Sequence[SimulatedCall], queues: Sequence[SimulatedQueue], agents: Sequence[str]) -> None:
        self.calls, self.queues, self.agents = calls, queues, agents
        self.lines: list[deque[int]] = [deque() for _ in queues]
        self.idle: dict[str, list[tuple[int, int]]] = {skill: [] for skill in (*agents, "")}
        for number, skill in enumerate(agents):
            self.idle[skill].append((0, number))
        self.events = [(call.arrives, Event.ARRIVES, number, 0) for number, call in enumerate(calls)]
        heapify(self.events)

    def waits(self) -> list[int]:
        """Give each caller's milliseconds."""
        waits = [0] * len(self.calls)
        while self.events:
            now, event, number, agent = heappop(self.events)
            queue = self.calls[number].queue
            if event is Event.IS_FREE:
                heappush(self.idle[self.agents[agent]], (now, agent))
            elif event is Event.ARRIVES:
                self.lines[queue].append(number)
                if self.queues[queue].skill:
                    heappush(self.events, (now + self.queues[queue].widens * 1000, Event.WIDENS, number, 0))
            for served in self._serve(now):
                waits[served] = now - self.calls[served].arrives
        return waits

    def _serve(self, now: int) -> Iterator[int]:
        while found := self._best(now):
            line, skill = found
            number, (_, agent) = self.lines[line].popleft(), heappop(self.idle[skill])
            heappush(self.events, (now + self.calls[number].handling, Event.IS_FREE, number, agent))
            yield number

    def _best(self, now: int) -> tuple[int, str] | None:
        """Give the line whose first caller is the best placed of those whom somebody suits, and that agent's skill."""
        firsts = ((self.calls[line[0]].arrives, line[0], at) for at, line in enumerate(self.lines) if line)
        for arrives, _, at in sorted(firsts, key=lambda first: (-self.queues[first[2]].priority, *first)):
            wanted = self.queues[at].wants(now - arrives)
            able = [skill for skill, idle in self.idle.items() if idle and wanted in {"", skill}]
            if able:
                return at, min(able, key=lambda skill: self.idle[skill][0])
        return None
