"""The service as it runs, with a time that a test moves: nobody waits, and no test depends on the day or the hour."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from tests.phone.moved import FILE, MovedClock
from tests.phone.real import RealService
from tests.phone.real_door import PageDoor


class MovedService(RealService):
    """All programs and the telephone network go by one clock."""

    served, working = "tests.phone.moved:web()", "-m tests.phone.moved"

    @classmethod
    def clock(cls, folder: Path) -> MovedClock:
        """Give the time of this service: ten in the morning of a working day."""
        return MovedClock(folder / "ahead")

    def launch(self, stack: ExitStack, own: dict[str, str], folder: Path) -> None:
        """Start every part, at the same time of day."""
        super().launch(stack, own | {FILE: str(folder / "ahead")}, folder)
        self._network_moves(self._own_clock.ahead)

    def door(self, user: str, institution: str = "serfinansa") -> PageDoor:
        """Sign an agent in, again when their session has ended since."""
        door = super().door(user, institution)
        door.beat()
        return door

    def pass_time(self, seconds: float) -> None:
        """Move the clock; pages that are open show that they live, before the worker or the network do anything."""
        with self._asleep():
            self._own_clock.move(seconds)
            for user in self.seated:
                self._doors[user].beat()
        self._network_moves(seconds)

    def by_day(self) -> None:
        """Have it be a time at which customers may be called, with hours to go."""
        if seconds := self._own_clock.until_day():
            self.pass_time(seconds)

    @property
    def _own_clock(self) -> MovedClock:
        assert isinstance(self.parts.clock, MovedClock)
        return self.parts.clock

    def _network_moves(self, seconds: float) -> None:
        requests.post(f"{self.network}/sandbox/clock", json={"ahead": seconds}, timeout=10).raise_for_status()

    @contextmanager
    def _asleep(self) -> Iterator[None]:
        network, _, worker = self.programs
        with self.parts.records.begin():  # while we hold the database's one lock, nobody who is stopped can
            for program in (worker, network):
                os.kill(program.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for program in (network, worker):
                os.kill(program.pid, signal.SIGCONT)
