"""The only reader of one institution's stream in a worker process: it hands each entry to the desks concerned."""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any, cast

from redis import Redis
from redis.exceptions import RedisError

from ivr.web.live.happening import START, Happening, stream_of
from ivr.web.live.listener import Listener

LONGEST_BLOCK = 2000
PAGE = 500


class Reader:
    """Reads `ivr:{institution}:events` from the newest entry on. `listeners` belongs to the hub, under its lock."""

    def __init__(self, redis: "Redis", institution: str) -> None:
        self._redis, self._stream = redis, stream_of(institution)
        self.listeners: frozenset[Listener] = frozenset()
        newest = self._entries(self._redis.xrevrange(self._stream, count=1))
        self.position = newest[0].id if newest else START

    def missed(self, after: str) -> Iterator[Happening]:
        """Give what happened after a position, as far back as the stream reaches."""
        while page := self._entries(self._redis.xrange(self._stream, f"({after}", "+", PAGE)):
            yield from page
            after = page[-1].id

    def read(self) -> None:
        """Wait for what happens next and hand it on; when Redis is away, try again in a second and lose nothing."""
        try:
            found = cast("list[Any]", self._redis.xread({self._stream: self.position}, PAGE, self._patience()))
        except (RedisError, OSError, ValueError, AttributeError):  # the last two: it was closed while it waited
            sleep(1)
            return
        for happening in self._entries(found[0][1] if found else []):
            self._hand_on(happening)

    def _hand_on(self, happening: Happening) -> None:
        self.position = happening.id
        for listener in self.listeners:
            if listener.wants(happening):
                listener.put(happening)

    def _patience(self) -> int:
        """Wait less, in milliseconds, than the connection's own time-out."""
        timeout = self._redis.connection_pool.connection_kwargs.get("socket_timeout")
        return min(LONGEST_BLOCK, int(timeout * 500)) if timeout else LONGEST_BLOCK

    @staticmethod
    def _entries(found: Any) -> list[Happening]:
        heard = monotonic()
        return [Happening.of(entry_id, fields, heard) for entry_id, fields in found]
