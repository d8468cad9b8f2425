"""What agents' pages say of their telephones, and whose leg broke off, in Redis: instants, compared with the clock."""

from datetime import datetime, timedelta
from typing import Any

from redis import Redis

from ivr.agents.handoff import institution_of
from ivr.stores.floor.scripts import answered, prefix, to_instant, to_milliseconds

KEPT = timedelta(hours=1)  # only to clean up: what counts is the instant
CLAIMED = timedelta(seconds=10)  # for so long nobody else dials the same agent's leg anew
AWAY = "away"


class RedisPhones:
    """What `ivr.agents.desk.phone.Phones` and `ivr.agents.room.returning.Absences` promise."""

    def __init__(self, redis: "Redis") -> None:
        self._redis: Any = redis  # its types allow bytes, which decode_responses rules out

    def report(self, institution: str, agent: str, page: str, now: datetime, *, ready: bool) -> None:
        """Note whether the telephone of one of the agent's pages can ring."""
        key, pipeline = _pages(institution, agent), self._redis.pipeline(transaction=False)
        if ready:
            pipeline.zadd(key, {page: to_milliseconds(now)})
        else:
            pipeline.zrem(key, page)
        pipeline.zremrangebyscore(key, "-inf", to_milliseconds(now - KEPT))
        pipeline.expire(key, KEPT)
        answered(pipeline.execute)

    def ready(self, institution: str, agent: str, since: datetime) -> bool:
        """Say whether a page has said since then that its telephone can ring, and not taken it back."""
        key = _pages(institution, agent)
        return bool(answered(lambda: self._redis.zcount(key, to_milliseconds(since), "+inf")))

    def leave(self, handoff: str, now: datetime) -> None:
        """Note that the agent's leg broke off, and may be dialled anew; since the first time counts."""
        pipeline = self._redis.pipeline(transaction=True)
        pipeline.zadd(_away(institution_of(handoff)), {handoff: to_milliseconds(now)}, nx=True)
        pipeline.delete(_claim(handoff))
        answered(pipeline.execute)

    def away_since(self, handoff: str) -> datetime | None:
        """Give when the agent's leg broke off, if they are not back."""
        found = answered(lambda: self._redis.zscore(_away(institution_of(handoff)), handoff))
        return to_instant(found) if found is not None else None

    def claim(self, handoff: str, now: datetime) -> bool:
        """Say whether the leg may be dialled anew now, and note that it is."""
        instant = to_milliseconds(now)
        return bool(answered(lambda: self._redis.set(_claim(handoff), instant, nx=True, ex=CLAIMED)))

    def back(self, handoff: str) -> None:
        """Note that the agent is back, or is waited for no more."""
        answered(lambda: self._redis.zrem(_away(institution_of(handoff)), handoff))

    def overdue(self, institution: str, before: datetime) -> tuple[str, ...]:
        """Give the handoffs whose agents have been away since before an instant."""
        return tuple(answered(lambda: self._redis.zrangebyscore(_away(institution), "-inf", to_milliseconds(before))))


def _pages(institution: str, agent: str) -> str:
    return f"{prefix(institution)}phone:{agent}"


def _claim(handoff: str) -> str:
    return f"{prefix(institution_of(handoff))}dialled_again:{handoff}"


def _away(institution: str) -> str:
    return f"{prefix(institution)}{AWAY}"
