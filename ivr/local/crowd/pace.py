"""How fast a crowd lives, and when it goes home."""

import signal
from threading import Event
from time import monotonic

from ivr.errors import IvrError


class GoingHome(IvrError):
    """The crowd ends; whoever is in the middle of something hangs up."""


class Pace:
    """The crowd's time: `speed` times as fast as people. `closing` sends callers home, `over` the agents after them."""

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self.closing, self.over = Event(), Event()

    def pause(self, seconds: float, *, to_the_last: bool = False) -> None:
        """Let so many of the crowd's seconds pass. Raises GoingHome when callers are to hang up.

        Who is being called back stays `to_the_last`, to say that they want nothing any more.
        """
        if (self.over if to_the_last else self.closing).wait(seconds / self.speed):
            raise GoingHome

    def since(self, moment: float) -> float:
        """Give the crowd's seconds since a moment of `monotonic()`."""
        return (monotonic() - moment) * self.speed

    def close_on_signals(self) -> None:
        """Go home on Ctrl-C and on SIGTERM; a second Ctrl-C ends the program where it stands."""

        def close(number: int, _frame: object) -> None:
            self.closing.set()
            signal.signal(number, signal.default_int_handler)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, close)
