"""The floor in Redis: what `ivr.agents.floor.Floor` promises, for every worker on every machine at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from redis import Redis

from ivr.agents.agent import GONE_AFTER, Agent, AgentState, Wish
from ivr.agents.desk.wrap_up import WrapUpAnswer, WrapUpStep
from ivr.agents.floor import NEW, NO_STEPS, Entry, Errand, Keeping, Move, Place, Steps
from ivr.agents.handoff import Handoff, from_states, institution_of
from ivr.errors import ConflictError, QueueClosed, QueueFull
from ivr.institutions import NotReadyReason
from ivr.stores.floor.mapping import read, read_agent, write
from ivr.stores.floor.queue_rules import QueueRules
from ivr.stores.floor.redis_queues import RedisQueues
from ivr.stores.floor.redis_rooms import RedisRooms, wrap_up_order
from ivr.stores.floor.scripts import Order, Scripts, answered, prefix, to_instant, to_milliseconds

COOL_MILLISECONDS = 15_000  # for so long an agent is not offered again the caller whom they declined
CLOSED = ("!hours", "!staff", "!closed")


class RedisFloor(RedisRooms, RedisQueues):
    """The floor of all institutions in Redis or Valkey 7+. Every method raises Unavailable when it does not answer."""

    def __init__(self, redis: "Redis") -> None:
        self._redis: Any = redis  # its types allow bytes, which decode_responses rules out
        self._scripts = Scripts(redis)
        self._rules = QueueRules()

    def request(
        self, handoff: Handoff, size: int, effect: str, now: datetime, *, is_open: bool, entry: Entry = NEW
    ) -> str:
        """Put a new handoff into its queue and give its identifier; a repetition of `effect` gets its first answer."""
        order = {"size": size, "effect": effect, "repeated": entry.repeated}
        answer = self._enter(handoff, now, order | _door(entry, is_open=is_open))
        if answer == "!full":
            raise QueueFull
        if answer == "!other":
            raise ConflictError("the call has another live handoff")
        return answer

    def admits(self, handoff: Handoff, now: datetime, *, is_open: bool, entry: Entry = NEW) -> None:
        """Raise QueueClosed where the caller of a handoff would find the queue closed now; nothing is changed."""
        self._enter(handoff, now, {"asks": True, "effect": ""} | _door(entry, is_open=is_open))

    def _enter(self, handoff: Handoff, now: datetime, order: Order) -> str:
        who = {"handoff": handoff.id, "call": handoff.call, "queue": handoff.queue, "front": handoff.front}
        answer = str(self._scripts.run("request", handoff.institution, now, {**who, **order, "fields": write(handoff)}))
        if answer in CLOSED:
            raise QueueClosed(answer[1:])
        return answer

    def match(
        self,
        institution: str,
        offer_seconds: Mapping[str, int],
        now: datetime,
        steps: Steps = NO_STEPS,
        *,
        calls_back: bool = False,
    ) -> int:
        """Offer callers to agents until one side runs out; give how many offers were made."""
        order = {"cool": COOL_MILLISECONDS, "calls_back": calls_back}
        rules = self._rules.of(institution, offer_seconds, steps)
        return int(self._scripts.run("match", institution, now, order, rules))

    def move(self, move: Move, now: datetime) -> Handoff:
        """Make the change and give the handoff after it. Raises ConflictError when it does not stand as supposed."""
        before = move.before & from_states(move.to) if move.to else move.before
        order = {
            "handoff": move.handoff,
            "before": {str(state): True for state in before},
            "event": move.event,
            "to": move.to or "",
            "agent": move.agent,
            "leased": move.leased,
            "frees": move.frees,
            "fields": dict(move.fields),
            "progress": move.progress,
            "errands": {_field(errand): errand.path for errand in move.errands},
            "effect": move.effect,
            "sequence": move.sequence,
            "declined": move.declined,
            "wrap_up": wrap_up_order(move.wrap_up),
            "keeps": _keeps(move.keeps),
        }
        made = self._scripts.run("move", institution_of(move.handoff), now, order)
        handoff = self.get(move.handoff) if made else None
        if handoff is None:
            raise ConflictError(f"{move.handoff} is not {' or '.join(sorted(before))}")
        return handoff

    def get(self, handoff: str) -> Handoff | None:
        """Give a handoff, live or lately ended."""
        fields = self._read("hgetall", institution_of(handoff), f"handoff:{handoff}")
        return read(fields) if fields else None

    def of_call(self, institution: str, call: str) -> Handoff | None:
        """Give the live handoff of a call."""
        handoff = self._read("hget", institution, "calls", call)
        return self.get(handoff) if handoff else None

    def live(self, institution: str) -> tuple[Handoff, ...]:
        """Give every live handoff."""
        found = (self.get(handoff) for handoff in self._read("hvals", institution, "calls"))
        return tuple(handoff for handoff in found if handoff is not None)

    def place(self, handoff: Handoff, now: datetime) -> Place | None:
        """Give the caller's place in the queue, or None when the handoff does not wait."""
        pipeline = self._redis.pipeline(transaction=False)
        start = prefix(handoff.institution)
        pipeline.zrank(f"{start}queue:{handoff.queue}", handoff.id, withscore=True)
        pipeline.zcard(f"{start}queue:{handoff.queue}")
        pipeline.zcount(f"{start}seen", to_milliseconds(now - GONE_AFTER), "+inf")
        pipeline.lrange(f"{start}answers:{handoff.queue}", 0, -1)
        pipeline.lrange(f"{start}staffed:{handoff.queue}", 0, -1)
        pipeline.zinter((f"{start}seen", f"{start}working"), aggregate="MAX", withscores=True)
        found, waiting, agents, answers, staffed, working = answered(pipeline.execute)
        if found is None:
            return None
        before = self._read("zcount", handoff.institution, f"call_backs:{handoff.queue}", "-inf", f"({float(found[1])}")
        instants, counts = tuple(map(to_instant, answers)), tuple(map(int, staffed))
        works = any(seen >= to_milliseconds(now - GONE_AFTER) for _, seen in working)
        return Place(found[0] + 1 + before, waiting, agents, instants, counts, works)

    def waiting(self, institution: str, queues: tuple[str, ...]) -> int:
        """Count the callers in these queues."""
        pipeline = self._redis.pipeline(transaction=False)
        for queue in queues:
            pipeline.zcard(f"{prefix(institution)}queue:{queue}")
        return sum(answered(pipeline.execute))

    def presence(
        self,
        institution: str,
        agent: str,
        wish: Wish,
        now: datetime,
        reason: NotReadyReason | None = None,
        *,
        directed: bool = False,
        skills: tuple[str, ...] | None = None,
    ) -> AgentState:
        """Note that an agent's page lives, or what it wishes; an offer given up returns to the front."""
        why, limit = (reason.id, reason.limit * 1000) if reason else ("", 0)
        order: Order = {"agent": agent, "wish": wish, "reason": why, "limit": limit, "directed": directed}
        if skills is not None:
            order = {**order, "skills": ",".join(skills)}
        return AgentState(self._scripts.run("presence", institution, now, order))

    def wrap_up(self, step: WrapUpStep, now: datetime) -> WrapUpAnswer:
        """Do what an agent does after a call; OVER when this wrap-up is not under way (any more)."""
        order: Order = {"agent": step.agent, "handoff": step.handoff, "act": step.act, "fields": dict(step.fields)}
        order = {**order, "seconds": step.seconds * 1000}
        return WrapUpAnswer(self._scripts.run("wrap_up", step.institution, now, order))

    def times(self, institution: str, now: datetime) -> tuple[str, ...]:
        """End what is over: wrap-up, and reasons of agents whose page is gone; give the agents who were moved."""
        return tuple(self._scripts.run("times", institution, now, {}))

    def agent(self, institution: str, agent: str) -> Agent:
        """Give an agent; one never seen is offline."""
        return read_agent(agent, self._read("hgetall", institution, f"agent:{agent}"))

    def vanished(self, institution: str, now: datetime) -> tuple[str, ...]:
        """Give the agents whose page has been silent too long."""
        before = f"({to_milliseconds(now - GONE_AFTER)}"
        return tuple(self._read("zrangebyscore", institution, "seen", "-inf", before))

    def last_seen(self, institution: str) -> datetime | None:
        """Give when any agent's page was last heard of."""
        for _, milliseconds in self._read("zrange", institution, "seen", -1, -1, withscores=True):
            return to_instant(milliseconds)
        return None

    def expired(self, institution: str, now: datetime) -> tuple[str, ...]:
        """Give the handoffs whose offer has run out."""
        return tuple(self._read("zrangebyscore", institution, "offers", "-inf", to_milliseconds(now)))

    def is_news(self, handoff: str, conference: str, call: str, sequence: int) -> bool:
        """Say whether this conference event is newer than the last one noted of the same participant."""
        last = self._read("hget", institution_of(handoff), f"room:{handoff}", f"{conference}:{call}")
        return last is None or sequence > int(last)

    def fresh(self, handoff: str, conference: str, call: str, sequence: int) -> bool:
        """Note a conference event; say whether it was new and not older than another of the same participant."""
        order = {"handoff": handoff, "participant": f"{conference}:{call}", "sequence": sequence}
        return bool(self._scripts.run("once", institution_of(handoff), to_instant("0"), order))

    def errands(self, institution: str) -> tuple[Errand, ...]:
        """Give the telephone commands still owed."""
        owed = self._read("hgetall", institution, "errands")
        named = ((*field.split(" "), path) for field, path in owed.items())
        return tuple(Errand(handoff, call, path) for handoff, call, path in named)

    def run(self, errand: Errand) -> None:
        """Note that an errand was run, unless it has been replaced since."""
        order = {"field": _field(errand), "path": errand.path}
        self._scripts.run("erase", institution_of(errand.handoff), to_instant("0"), order)

    def unsaved(self, institution: str) -> tuple[str, ...]:
        """Give the ended handoffs whose facts are not in the records yet."""
        return tuple(self._read("smembers", institution, "unsaved"))

    def saved(self, handoff: str, wrapped_up: datetime | None = None) -> None:
        """Note that an ended handoff's facts are in the records, unless its wrap-up ended after they were read."""
        order = {"handoff": handoff, "wrapped_up": str(to_milliseconds(wrapped_up)) if wrapped_up else ""}
        self._scripts.run("saved", institution_of(handoff), to_instant("0"), order)

    def _read(self, command: str, institution: str, name: str, *arguments: Any, **options: Any) -> Any:
        run = getattr(self._redis, command)
        return answered(lambda: run(f"{prefix(institution)}{name}", *arguments, **options))


def _door(entry: Entry, *, is_open: bool) -> dict[str, bool]:
    return {"open": is_open, "grace": entry.grace, "anyway": entry.anyway}


def _keeps(keeping: Keeping | None) -> dict[str, int] | bool:
    return {"kept": keeping.place * 1000, "repeated": keeping.repeated * 1000} if keeping else False


def _field(errand: Errand) -> str:
    return f"{errand.handoff} {errand.call}"
