"""Queues in Redis: how many wait for how many agents, and callers who are led elsewhere."""

from datetime import datetime
from typing import Any

from ivr.agents.agent import GONE_AFTER
from ivr.stores.floor.scripts import Scripts, answered, prefix, to_milliseconds


class RedisQueues:
    """The part of the floor that looks at whole queues."""

    _redis: Any
    _scripts: Scripts

    def ticket(self, institution: str) -> int:
        """Give the number of the caller who arrives now."""
        return int(answered(lambda: self._redis.incr(f"{prefix(institution)}arrivals")))

    def load(self, institution: str, queue: str, skills: tuple[str, ...], now: datetime) -> tuple[int, int]:
        """Give how many wait in a queue, and how many agents with these skills are signed in."""
        start, since = prefix(institution), to_milliseconds(now - GONE_AFTER)
        pipeline = self._redis.pipeline(transaction=False)
        pipeline.zcard(f"{start}queue:{queue}")
        pipeline.zrangebyscore(f"{start}seen", since, "+inf")
        pipeline.hgetall(f"{start}skills")
        waiting, agents, known = answered(pipeline.execute)
        return waiting, sum(set(skills) <= set(known.get(agent, "").split(",")) for agent in agents)

    def relieve(self, institution: str, queue: str, now: datetime, *, over: int, to: str, news: str) -> tuple[str, ...]:
        """Lead those who have waited for `over` seconds into the queue `to`, or leave them `news`; once each."""
        order = {"queue": queue, "over": over * 1000, "to": to, "news": news}
        return tuple(self._scripts.run("relieve", institution, now, order))
