"""What happens at an institution, told to every open page: one reader in a worker process, however many pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread

from redis import Redis

from ivr.web.live.happening import Happening
from ivr.web.live.listener import Listener, Pace, Watcher
from ivr.web.live.reader import Reader

HEARTBEAT = 15.0
BURST = 0.05
"""Seconds for which a floor waits for what happens together."""
BETWEEN = 0.25
"""Seconds from one word to the next at least: a busy hour is four a second to each floor, not hundreds."""


class Hub:
    """The readers of this process. One begins with an institution's first open page and ends with the last."""

    def __init__(self, redis: "Redis", heartbeat: float = HEARTBEAT) -> None:
        self._redis, self._heartbeat = redis, heartbeat
        self._readers: dict[str, Reader] = {}
        self._paces: dict[str, Pace] = {}
        self._lock = Lock()

    def follow(self, institution: str, agent: str, after: str) -> Iterator[Happening | str]:
        """Give what happens to an agent from now on, or after the position that a browser came to.

        Begins with the position as a string; an empty string stands for quiet seconds. Ends when the browser is too
        slow. Raises redis.RedisError when Redis cannot be reached at the beginning.
        """
        with self._listening(institution, Listener(agent)) as (reader, listener):
            last = after or listener.since
            yield last
            for happening in reader.missed(last):
                last = happening.id
                if happening.agent == agent:
                    yield happening
            yield from self._live(listener, last)

    def watch(self, institution: str) -> Iterator[Happening | str]:
        """Give the latest of what happens at an institution from now on, several in a moment as one.

        Begins with the position as a string; an empty string stands for quiet seconds. Raises redis.RedisError when
        Redis cannot be reached at the beginning.
        """
        pace = self._paces.setdefault(institution, Pace(BURST, BETWEEN))
        with self._listening(institution, Watcher(pace)) as (_, listener):
            yield listener.since
            yield from self._live(listener, listener.since)

    def close(self) -> None:
        """End every line of this process, which is about to stop."""
        with self._lock:
            for reader in self._readers.values():
                for listener in reader.listeners:
                    listener.let_go()

    def _live(self, listener: Listener, last: str) -> Iterator[Happening | str]:
        while not listener.too_slow:
            happening = listener.next(self._heartbeat)
            if happening is None:
                yield ""
            elif happening.after(last):
                yield happening

    @contextmanager
    def _listening(self, institution: str, listener: Listener) -> Iterator[tuple[Reader, Listener]]:
        reader = self._join(institution, listener)
        try:
            yield reader, listener
        finally:
            with self._lock:
                reader.listeners -= {listener}

    def _join(self, institution: str, listener: Listener) -> Reader:
        with self._lock:
            reader = self._readers.get(institution) or self._begin(institution)
            listener.since = reader.position
            reader.listeners |= {listener}
        return reader

    def _begin(self, institution: str) -> Reader:
        reader = self._readers[institution] = Reader(self._redis, institution)
        Thread(target=self._run, args=(institution, reader), daemon=True, name=f"events of {institution}").start()
        return reader

    def _run(self, institution: str, reader: Reader) -> None:
        while self._wanted(institution, reader):
            reader.read()

    def _wanted(self, institution: str, reader: Reader) -> bool:
        """Say whether anybody listens; decided under the lock, so that nobody joins a reader that stops."""
        with self._lock:
            if not reader.listeners:
                del self._readers[institution]
            return bool(reader.listeners)
