"""Assignments a second: an agent becomes free, and the caller who has waited longest is offered to them.

Against the bare Redis commands that this needs in one script: the changes alone, with no rule and nobody to choose. Few
waiting, many and the bare commands take turns, one assignment each, every one after the same kind of other work on its
own server: a script that is run again and again at once is up to twice as fast, and no call centre does that.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from statistics import median

from redis import Redis

from bench.place import place
from ivr.agents.agent import AgentState, Wish
from ivr.agents.floor import Move
from ivr.agents.handoff import Handoff, State
from ivr.queues import SkillStep
from ivr.stores.clock import SystemClock
from ivr.stores.floor import RedisFloor
from ivr.stores.floor.scripts import prefix

BANK, BARE_BANK = "bank", "bare"
QUEUES = tuple(f"queue_{number}" for number in range(8))
OFFER = dict.fromkeys(QUEUES, 20)
STEPS = {
    queue: (SkillStep(0, (f"skill_{number % 4}", "spanish")), SkillStep(600, ("spanish",)), SkillStep(86_000, ()))
    for number, queue in enumerate(QUEUES)
}
AGENTS = 1000
FEW, MANY = 100, 10_000
ROUNDS, EACH = 15, 40

BARE = """
local p, now, agent = KEYS[1], ARGV[1], ARGV[2]
redis.call('ZRANGE', p .. 'idle', 0, 0)
local caller = redis.call('ZPOPMIN', p .. 'queue')[1]
redis.call('ZADD', p .. 'offers', now, caller)
redis.call('HINCRBY', p .. 'handoff:' .. caller, 'attempt', 1)
redis.call('HSET', p .. 'handoff:' .. caller, 'state', 'offered', 'agent', agent, 'offered', now, 'lease', now,
  'moved', now)
redis.call('HSET', p .. 'agent:' .. agent, 'state', 'offered', 'handoff', caller, 'since', now)
redis.call('ZREM', p .. 'idle', agent)
redis.call('XADD', p .. 'states', 'MAXLEN', '~', 200000, '*', 'agent', agent, 'state', 'offered', 'reason', '',
  'handoff', caller, 'at', now)
redis.call('XADD', p .. 'events', 'MAXLEN', '~', 10000, '*', 'type', 'offered', 'handoff', caller, 'agent', agent,
  'state', 'offered', 'at', now)
return 1
"""


@dataclass(frozen=True)
class Assignments:
    """Each a second: `few` with 100 waiting, `many` with 10,000, `bare` the commands alone; `at_once` when all agents
    become free together, in one match of so many milliseconds. A rate is 1 / the median time of one assignment in a
    round, and the median of the rounds; the ratios are medians of the rounds' own ratios.
    """

    few: float
    many: float
    bare: float
    at_once: float
    milliseconds_at_once: float
    against_bare: float
    many_against_few: float


def measure() -> Assignments:
    """Let 1,000 agents take callers, with few waiting and with many, in alternation."""
    with place() as one, place() as other, place() as bare:
        few, many = Crowd(one.redis, FEW), Crowd(other.redis, MANY)
        workers = few.assign, many.assign, Yardstick(bare.redis).assign
        rounds = [_round(workers) for _ in range(ROUNDS)]
        typical, crowded, least = (median(column) for column in zip(*rounds, strict=True))
        offers, seconds = many.everybody()
    ratios = median(one[1] / one[2] for one in rounds), median(one[1] / one[0] for one in rounds)
    return Assignments(typical, crowded, least, offers / seconds, seconds * 1000, *ratios)


def _round(workers: tuple[Callable[[], float], ...]) -> list[float]:
    """Let each make so many assignments in turns; give each one's assignments a second, by their median."""
    seconds = zip(*([work() for work in workers] for _ in range(EACH)), strict=True)
    return [1 / median(spent) for spent in seconds]


class Crowd:
    """A floor with so many callers who wait, and 1,000 agents of eight kinds, all busy but one at a time."""

    def __init__(self, redis: "Redis", waiting: int) -> None:
        self.floor, self.clock, self.count = RedisFloor(redis), SystemClock(), 0
        skills = cycle([("spanish", f"skill_{number}") for number in range(4)] + [("spanish",)])
        self.agents = [f"agent_{number}" for number in range(AGENTS)]
        for agent, own in zip(self.agents, skills, strict=False):
            self.floor.presence(BANK, agent, Wish.AVAILABLE, self.clock.now(), skills=own)
            self.floor.presence(BANK, agent, Wish.OFFLINE, self.clock.now())
        for _ in range(waiting):
            self.enter()
        self.turn = cycle(self.agents)

    def enter(self) -> None:
        """Have one more caller wait, since up to an hour ago."""
        self.count += 1
        now, name = self.clock.now(), f"{BANK}.{self.count:032x}"
        since = now - timedelta(seconds=self.count * 997 % 3600)
        wanted = Handoff(name, BANK, f"CA{self.count:032x}", QUEUES[self.count % len(QUEUES)], "restore", now, now)
        self.floor.presence(BANK, self.agents[0], Wish.HEARTBEAT, now)
        self.floor.request(_placed(wanted, since, self.count % 3), 50_000, name, now, is_open=True)

    def assign(self) -> float:
        """Let an agent become free; give the seconds of the assignment, and of nothing else."""
        agent = next(self.turn)
        self.floor.presence(BANK, agent, Wish.AVAILABLE, self.clock.now())
        seconds = timed(lambda: self._match(1))
        self._clear(agent)
        self.enter()
        return seconds

    def everybody(self) -> tuple[int, float]:
        """Let all agents become free at once; give the offers and the seconds of the one match."""
        for agent in self.agents:
            self.floor.presence(BANK, agent, Wish.AVAILABLE, self.clock.now())
        return AGENTS, timed(lambda: self._match(AGENTS))

    def _match(self, expected: int) -> None:
        made = self.floor.match(BANK, OFFER, self.clock.now(), STEPS)
        if made != expected:
            raise ValueError(f"{made} offers, not {expected}")

    def _clear(self, agent: str) -> None:
        """End the call, and send the agent on a break."""
        handoff = self.floor.agent(BANK, agent).handoff
        end = Move(handoff, frozenset({State.OFFERED}), "ended", State.ENDED, agent, frees=AgentState.OFFLINE)
        self.floor.move(end, self.clock.now())


class Yardstick:
    """The commands alone, with as many callers, on a server that does as much in between."""

    def __init__(self, redis: "Redis") -> None:
        self.redis, self.script, self.count = redis, redis.register_script(BARE), 0
        self.other = Crowd(redis, FEW)
        redis.zadd(f"{prefix(BARE_BANK)}queue", {f"{number:032x}": number for number in range(MANY)})

    def assign(self) -> float:
        """Give the seconds of one assignment; then the server works on something else."""
        self.count += 1
        seconds = timed(self._one)
        self.other.assign()
        self.other.floor.presence(BANK, self.other.agents[0], Wish.HEARTBEAT, self.other.clock.now())
        return seconds

    def _one(self) -> object:
        return self.script([prefix(BARE_BANK)], [str(self.count), f"agent_{self.count % AGENTS}"])


def _placed(handoff: Handoff, since: datetime, priority: int) -> Handoff:
    return Handoff(
        **{name: getattr(handoff, name) for name in ("id", "institution", "call", "queue", "procedure")},
        requested=since,
        moved=handoff.moved,
        priority=priority,
        counts_from=since,
    )


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
