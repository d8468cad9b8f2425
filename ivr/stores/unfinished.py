"""Remembers for some minutes what a number called for and did not finish: never who it was, nor what was proven."""

from hashlib import sha256

from redis import Redis
from redis.exceptions import RedisError

from ivr.calls import Call
from ivr.errors import Unavailable
from ivr.ports import Clock
from ivr.tables.service import PROCEDURES
from ivr.values import Effect

REMEMBERED = 600
"""Seconds in which a caller who calls back is offered to go on."""


class RedisUnfinished:
    """The port `ivr.ports.Unfinished`. Callers who withhold their number are not remembered."""

    def __init__(self, redis: "Redis", clock: Clock) -> None:
        self._redis, self._clock = redis, clock

    def procedure(self, effect: Effect) -> str:
        """Give the procedure of a call from this number that broke off within the last minutes, or nothing."""
        if not effect.caller_number:
            return ""
        try:
            found = str(self._redis.get(_key(effect.institution, effect.caller_number)) or "")
        except RedisError as error:
            raise Unavailable("redis") from error
        procedure, _, until = found.partition(" ")
        return procedure if until and self._clock.now().timestamp() <= float(until) else ""

    def note(self, call: Call) -> None:
        """Keep what an ended call was in the middle of; one that ended at a menu leaves nothing to finish."""
        if not call.caller_number:
            return
        key, until = _key(call.institution, call.caller_number), self._clock.now().timestamp() + REMEMBERED
        try:
            if call.procedure in PROCEDURES:
                self._redis.set(key, f"{call.procedure} {until}", ex=REMEMBERED)
            else:
                self._redis.delete(key)
        except RedisError as error:
            raise Unavailable("redis") from error


def _key(institution: str, number: str) -> str:
    return f"ivr:{{{institution}}}:unfinished:{sha256(number.encode()).hexdigest()[:24]}"
