"""What a supervisor changes on the floor in Redis: the place of a caller who waits, and an agent who is stuck."""

from datetime import datetime

from redis import Redis

from ivr.agents.handoff import Handoff
from ivr.errors import ConflictError
from ivr.stores.floor.scripts import Scripts


class RedisPlaces:
    """What `ivr.agents.supervision.supervising.Places` promises; every method raises Unavailable."""

    def __init__(self, redis: "Redis") -> None:
        self._scripts = Scripts(redis)

    def place(self, handoff: Handoff, queue: str, now: datetime, *, front: bool) -> None:
        """Give a caller who waits a place in `queue`, or before all. Raises ConflictError when they wait no more."""
        order = {"handoff": handoff.id, "queue": queue, "front": front}
        if not self._scripts.run("place", handoff.institution, now, order):
            raise ConflictError(f"{handoff.id} does not wait")

    def unstick(self, institution: str, agent: str, now: datetime) -> bool:
        """Free an agent whom a call keeps that is over or not theirs; say whether there was such a call."""
        return bool(self._scripts.run("unstick", institution, now, {"agent": agent}))
