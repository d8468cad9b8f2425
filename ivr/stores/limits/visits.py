"""How many visits of the pages may begin from one network address: each costs memory that live calls need."""

from hashlib import sha256

from redis import Redis
from redis.exceptions import RedisError

from ivr.errors import Unavailable
from ivr.ports import Clock

MOST, WINDOW = 100, 600
"""So many in so many seconds: a mobile carrier puts many customers behind one address, a program wants thousands."""


class VisitLimit:
    """Counts in windows of ten minutes, over all institutions; Redis forgets each window after its end."""

    def __init__(self, redis: "Redis", clock: Clock) -> None:
        self._redis, self._clock = redis, clock

    def allow(self, address: str) -> None:
        """Count one more. Raises Unavailable when that is one too many, and when nobody can count."""
        window = int(self._clock.now().timestamp()) // WINDOW
        key = f"ivr:visits-begun:{sha256(address.encode()).hexdigest()[:16]}:{window}"
        try:
            with self._redis.pipeline() as both:
                both.incr(key)
                both.expire(key, 2 * WINDOW)
                begun, _ = both.execute()
        except RedisError as error:
            raise Unavailable("redis") from error
        if begun > MOST:
            raise Unavailable("too many visits from one address")
