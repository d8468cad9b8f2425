"""The connections to Redis, with the patience that a caller has."""

from redis import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

REDIS_PATIENCE = 1.0
"""Seconds for a connection, and for one answer, of Redis: a caller hears an apology within three."""

REDIS_CONNECTIONS = 64
"""Of one process; whoever needs one more waits a moment instead of being refused."""


def live_state(url: str) -> "Redis":
    """Give a client of the live state; a connection that fails is not tried again, for somebody waits."""
    pool = BlockingConnectionPool.from_url(
        url,
        decode_responses=True,
        max_connections=REDIS_CONNECTIONS,
        timeout=REDIS_PATIENCE,
        socket_timeout=REDIS_PATIENCE,
        socket_connect_timeout=REDIS_PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
    return Redis(connection_pool=pool)
