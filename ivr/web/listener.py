"""One open desk: what happened to its agent and was not sent yet."""

from contextlib import suppress
from queue import Empty, Full, Queue

from ivr.web.happening import START, Happening

BACKLOG = 100


class Listener:
    """The waiting line between the one reader and one browser; `since` is where it began to listen."""

    def __init__(self, agent: str) -> None:
        self.agent, self.since, self.too_slow = agent, START, False
        self._waiting: Queue[Happening | None] = Queue(BACKLOG)

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
