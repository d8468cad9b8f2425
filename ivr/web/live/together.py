"""Whether sessions go on, asked for many open pages at once: an event that fifty pages hear of costs two questions."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock

from redis.exceptions import RedisError

from ivr.errors import Unavailable


@dataclass(eq=False)
class _Round:
    """Those who are asked for together; `over` once they were, or could not be."""

    sessions: set[str] = field(default_factory=set)
    over: Event = field(default_factory=Event)
    ends: Mapping[str, datetime] | None = None
    error: Exception | None = None


class Together:
    """Asks `ask` for one round after the other; whoever comes while a round is asked for joins the next one.

    Nothing is kept: everybody's answer was begun after they asked. `ask` is given sessions, and gives when each of
    those ends that go on, as `ivr.web.sign_in.sessions.DeskSessions.ends_of` does.
    """

    def __init__(self, ask: Callable[[Collection[str]], Mapping[str, datetime]]) -> None:
        self._ask, self._next = ask, _Round()
        self._door, self._turn = Lock(), Lock()

    def ends(self, session_id: str) -> datetime | None:
        """Give when a session ends, or None for one that is over. Raises RedisError and Unavailable."""
        with self._door:
            mine = self._next
            leads = not mine.sessions
            mine.sessions.add(session_id)
        if leads:
            self._lead(mine)
        mine.over.wait()
        if mine.ends is None:
            raise mine.error or Unavailable("nobody was asked")
        return mine.ends.get(session_id)

    def _lead(self, these: _Round) -> None:
        """Wait for the round before, and ask for this one. Of all who wait only one waits for the turn to ask."""
        try:
            with self._turn:
                self._close(these)
                these.ends = self._ask(these.sessions)
        except (RedisError, Unavailable) as error:  # it fails for all of them
            these.error = error
        finally:
            self._close(these)
            these.over.set()

    def _close(self, these: _Round) -> None:
        """Have whoever comes from now on join another round."""
        with self._door:
            if self._next is these:
                self._next = _Round()
