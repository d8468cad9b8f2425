"""Whether the service is alive, and whether its parts are reachable and keep what they are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Blueprint, Response, jsonify
from redis import Redis
from redis.exceptions import RedisError


class Reachable(Protocol):
    """A part that can say whether it answers."""

    def reachable(self) -> bool:
        """Say whether it answers."""


@dataclass(frozen=True)
class Health:
    """What is looked at: Redis and how it is kept, the records, how many calls are live."""

    redis: "Redis"
    records: Reachable
    live_calls: Callable[[], int]

    def complaints(self) -> tuple[str, ...]:
        """Give a sentence for each part that is missing, or that may lose what it is given."""
        records = () if self.records.reachable() else ("records: the database does not answer",)
        try:
            return records + self._of_redis()
        except RedisError:
            return (*records, "redis: does not answer")

    def _of_redis(self) -> tuple[str, ...]:
        memory: Mapping[str, Any] = self.redis.info("memory")
        persistence: Mapping[str, Any] = self.redis.info("persistence")
        complaints = []
        if memory.get("maxmemory_policy") != "noeviction":
            complaints.append("redis: maxmemory-policy must be noeviction, or live calls may be thrown away")
        if not persistence.get("aof_enabled"):
            complaints.append("redis: appendonly must be yes, or a restart forgets live calls")
        return tuple(complaints)


def health_routes(health: Health) -> Blueprint:
    """Give /healthz (alive) and /readyz (parts reachable, which not)."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return Response("alive\n", mimetype="text/plain")

    @routes.get("/readyz")
    def readyz() -> tuple[Response, int]:
        complaints = health.complaints()
        return jsonify(ready=not complaints, complaints=complaints), 503 if complaints else 200

    return routes
