"""All parts of the service: started in order, watched, restarted where that is harmless, stopped in reverse."""

import threading
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Self

from ivr.local.child import Child, Write
from ivr.local.failure import CannotStart

LOOK_EVERY = 0.05  # seconds
READY_WITHIN = 30.0
RESTART_AFTER = 1.0
RESTARTED = {"worker"}  # the others hold connections: their end is told, and ends the service


class Children:
    """A context: leaving it stops every part, whatever happened."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._running: list[Child] = []
        self.told_to_stop = threading.Event()

    def start(self, name: str, *arguments: str) -> None:
        """Start a part: Python's arguments, as in "-m", "ivr.sandbox"."""
        self._running.append(Child(name, arguments, self._write))

    def wait_until(self, conditions: Mapping[str, Callable[[], bool]]) -> None:
        """Return when every condition holds, or when told to stop. Raises CannotStart when a part ends or is late."""
        limit = monotonic() + READY_WITHIN
        waiting = dict(conditions)
        while waiting and not self.told_to_stop.wait(LOOK_EVERY):
            self._look()
            waiting = {name: holds for name, holds in waiting.items() if not holds()}
            if monotonic() > limit:
                raise CannotStart(f"Not ready after {READY_WITHIN:.0f} seconds: {', '.join(waiting)}.")

    def watch(self) -> None:
        """Return when told to stop. Raises CannotStart when a part that is not restarted ends."""
        while not self.told_to_stop.wait(LOOK_EVERY):
            self._look()

    def _look(self) -> None:
        for place, child in enumerate(self._running):
            if child.ended():
                self._running[place] = self._again(child)

    def _again(self, child: Child) -> Child:
        code = child.process.returncode
        if child.name not in RESTARTED:
            raise CannotStart(f"The part `{child.name}` ended with code {code}; its last words are above.")
        self._write(f"{child.name:9}| ended with code {code}, and is started again")
        self.told_to_stop.wait(RESTART_AFTER)
        return Child(child.name, child.arguments, self._write)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the part that started first last: the others may need it to finish."""
        first, others = self._running[:1], self._running[1:]
        for group in (others, first):
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.wait()
