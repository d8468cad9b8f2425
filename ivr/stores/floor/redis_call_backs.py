"""Call-backs in Redis, as `ivr.agents.queue.call_back` asks of a CallBackStore, for every worker on every machine."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from redis import Redis

from ivr.agents.floor import Steps
from ivr.agents.handoff import institution_of
from ivr.agents.queue.call_back import CallBack, Standing, Step
from ivr.errors import LimitReached
from ivr.stores.floor.queue_rules import QueueRules
from ivr.stores.floor.scripts import CALL_BACKS, Scripts, answered, prefix, to_instant, to_milliseconds

SOON_MILLISECONDS = 20_000
"""An agent whose wrap-up ends within this is nearly idle: a telephone rings for some seconds too."""
MOST_AT_ONCE = 20
MOST_AGENTS = 1000
"""Of those who are idle so many are looked at, the longest idle first."""
MOST_A_DAY = 5
"""For one number: whoever has others called cannot do it often."""
TEXTS = ("id", "institution", "queue", "number", "procedure", "handoff", "call", "outcome", "channel")


class RedisCallBacks:
    """The call-backs of all institutions in Redis or Valkey 7+. Every method raises Unavailable when it is away."""

    def __init__(self, redis: "Redis") -> None:
        self._redis: Any = redis  # its types allow bytes, which decode_responses rules out
        self._scripts, self._rules = Scripts(redis, CALL_BACKS), QueueRules()

    def ask(self, wanted: CallBack, call: str, effect: str, now: datetime) -> str:
        """Keep the place of the caller of `call` as a call-back and give its identifier."""
        answer = self._ask(wanted, effect, now, {"call": call})
        if answer == "!place":
            raise LookupError(call)
        return answer

    def enlist(self, wanted: CallBack, effect: str, now: datetime) -> str:
        """Give somebody who waits nowhere a place from now on, and the call-back's identifier."""
        return self._ask(wanted, effect, now, {"fresh": True, "priority": wanted.priority})

    def _ask(self, wanted: CallBack, effect: str, now: datetime, more: Mapping[str, Any]) -> str:
        same = ("id", "institution", "queue", "number", "procedure", "channel")
        order = {name: getattr(wanted, name) for name in same} | {"effect": effect, "most": MOST_A_DAY, **more}
        answer = str(self._scripts.run("call_back_ask", wanted.institution, now, order))
        if answer == "!limit":
            raise LimitReached("call_backs")
        return answer

    def due(self, institution: str, steps: Steps, now: datetime) -> tuple[str, ...]:
        """Take those whose turn has come."""
        order = {"queues": list(steps), "soon": SOON_MILLISECONDS, "most": MOST_AT_ONCE, "agents": MOST_AGENTS}
        rules = self._rules.of(institution, dict.fromkeys(steps, 0), steps)
        return tuple(self._scripts.run("call_back_due", institution, now, order, rules))

    def tell(self, step: Step, now: datetime) -> bool:
        """Say what became of one."""
        order = {"id": step.id, "what": step.what, "call": step.call, "apart": step.apart * 1000, "most": step.most}
        order |= {"priority": step.priority, "kept": step.kept * 1000}
        return bool(self._scripts.run("call_back_news", institution_of(step.id), now, order))

    def get(self, call_back: str) -> CallBack | None:
        """Give one, also when it ended lately."""
        fields = self._read("hgetall", institution_of(call_back), f"call_back:{call_back}")
        return _read(fields) if fields else None

    def of_call(self, institution: str, call: str) -> CallBack | None:
        """Give the one for which this call was made."""
        found = self._read("get", institution, f"call_back_of:{call}")
        return self.get(found) if found else None

    def dialling(self, institution: str, before: datetime) -> tuple[str, ...]:
        """Give those that have been dialled since before this instant."""
        return tuple(self._read("zrangebyscore", institution, "dialling", "-inf", to_milliseconds(before)))

    def waiting(self, institution: str, queues: Sequence[str]) -> tuple[str, ...]:
        """Give those that wait for their turn."""
        found = (self._read("zrange", institution, f"call_backs:{queue}", 0, -1) for queue in queues)
        return tuple(call_back for each in found for call_back in each)

    def unsaved(self, institution: str) -> tuple[str, ...]:
        """Give those that ended and are not in the records yet."""
        return tuple(self._read("smembers", institution, "call_backs_unsaved"))

    def saved(self, call_back: str) -> None:
        """Note that one is in the records."""
        self._read("srem", institution_of(call_back), "call_backs_unsaved", call_back)

    def _read(self, command: str, institution: str, name: str, *arguments: Any) -> Any:
        run = getattr(self._redis, command)
        return answered(lambda: run(f"{prefix(institution)}{name}", *arguments))


def _read(fields: Mapping[str, str]) -> CallBack:
    """Give the call-back that a hash holds."""
    return CallBack(
        **{name: fields.get(name, "") for name in TEXTS},
        asked=to_instant(fields["asked"]),
        counts_from=to_instant(fields["counts_from"]),
        priority=int(fields["priority"]),
        state=Standing(fields["state"]),
        tries=int(fields["tries"]),
        dialled=_instant(fields, "dialled"),
        reached=_instant(fields, "reached"),
        ended=_instant(fields, "ended"),
    )


def _instant(fields: Mapping[str, str], name: str) -> datetime | None:
    return to_instant(fields[name]) if fields.get(name) else None
