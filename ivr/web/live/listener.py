"""One open page: what happened that concerns it and was not sent yet."""

from contextlib import suppress
from dataclasses import replace
from queue import Empty, Full, Queue
from threading import Event
from time import monotonic, sleep

from ivr.web.live.happening import START, Happening

BACKLOG = 100


class Listener:
    """The waiting line between the one reader and one browser; `since` is where it began to listen."""

    def __init__(self, agent: str) -> None:
        self.agent, self.since, self.too_slow = agent, START, False
        self._waiting: Queue[Happening | None] = Queue(BACKLOG)

    def wants(self, happening: Happening) -> bool:
        """Say whether it concerns this page."""
        return self.agent == happening.agent

    def put(self, happening: Happening) -> None:
        """Keep it for sending. A browser too slow for that is let go: it comes back and resumes where it was."""
        try:
            self._waiting.put_nowait(happening)
        except Full:
            self.too_slow = True

    def let_go(self) -> None:
        """End the line now: the browser comes back to another process."""
        self.too_slow = True
        with suppress(Full):
            self._waiting.put_nowait(None)

    def next(self, seconds: float) -> Happening | None:
        """Give the next one, or nothing after so many quiet seconds."""
        try:
            return self._waiting.get(timeout=seconds)
        except Empty:
            return None


class Pace:
    """When the pages that show a whole institution are told: all at the same instant, so that one look serves them all.

    `pause` is for how many seconds they wait for what happens together; `between` lie between two words at least.
    """

    def __init__(self, pause: float, between: float) -> None:
        self._pause, self._between, self._due = pause, between, -between

    def due(self) -> float:
        """Give the instant (`time.monotonic`) at which they are told of what happens now. Only the reader asks."""
        now = monotonic()
        if self._due < now:
            self._due = max(now + self._pause, self._due + self._between)
        return self._due


class Watcher(Listener):
    """A page that shows a whole institution: it hears that something happened, once for a moment, at its `pace`."""

    def __init__(self, pace: Pace) -> None:
        super().__init__("")
        self._pace, self._event = pace, Event()
        self._due = 0.0
        self._latest: Happening | None = None

    def wants(self, happening: Happening) -> bool:
        """Want everything."""
        return bool(happening.id)

    def put(self, happening: Happening) -> None:
        """Remember the latest; a slow browser misses nothing by that, because it looks at everything anew."""
        self._latest, self._due = happening, self._pace.due()
        self._event.set()

    def let_go(self) -> None:
        """End the line now."""
        self.too_slow = True
        self._event.set()

    def next(self, seconds: float) -> Happening | None:
        """Wait until something happens, and until it is due; give the latest, as heard when it was due."""
        if not self._event.wait(seconds):
            return None
        due = self._due
        if not self.too_slow:
            sleep(max(0.0, due - monotonic()))
        self._event.clear()
        if self._due != due:  # more has happened since, which is told of next time
            self._event.set()
        return replace(self._latest, heard=due) if self._latest else None
