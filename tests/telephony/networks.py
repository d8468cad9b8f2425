"""What the switchboards' contract needs of a network, and the network in memory."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from ivr.errors import Unavailable
from ivr.ports import Switchboard
from ivr.telephony.memory_switchboard import MemorySwitchboard
from tests.conftest import FixedClock

LINE = "+576015550100"


def until(happened: Callable[[], object], seconds: float = 8.0) -> None:
    """Wait for something that happens elsewhere."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.03)


class Texts(Switchboard, Protocol):
    """A switchboard that knows which messages it carried."""

    def sent_messages(self, to: str, body: str, since: datetime) -> tuple[str, ...]:
        """Give the MessageSids."""


class Network(Protocol):
    """What the contract needs to bring about on either side."""

    @property
    def switchboard(self) -> Texts:
        """The commands under test."""

    def waiting_call(self) -> str:
        """Let somebody call in and wait."""

    def call_in_room(self, room: str, label: str, *, recorded: bool = False) -> str:
        """Let somebody call in and enter a room."""

    def fetched(self, call: str) -> str:
        """Give the path that the call was sent to, or nothing."""

    def recording(self, room: str) -> str:
        """Give how the room's recording stands."""

    def hears(self, room: str, call: str) -> frozenset[str]:
        """Give whose voices somebody in a room hears."""

    def announced(self, call: str) -> bool:
        """Say whether somebody was told to hear the announcement at /announcement."""

    def break_next(self, name: str) -> None:
        """Have the next command of this name fail on the network's side."""

    def behave(self, number: str, outcome: str) -> None:
        """Decide how a called telephone answers: in-progress or busy."""

    def minute_ago(self) -> datetime:
        """Give an instant before anything of this test."""


class MemoryNetwork:
    """The network in memory."""

    def __init__(self) -> None:
        self.clock = FixedClock()
        self.switchboard = MemorySwitchboard(self.clock)

    def waiting_call(self) -> str:
        """Let somebody call in and wait."""
        return self.switchboard.place_call()

    def call_in_room(self, room: str, label: str, *, recorded: bool = False) -> str:
        """Let somebody call in and enter a room."""
        call = self.switchboard.place_call()
        self.switchboard.join(room, call, label, recorded=recorded)
        return call

    def fetched(self, call: str) -> str:
        """Give the path that the call was sent to."""
        return self.switchboard.redirected.get(call, "").partition("?")[0]

    def recording(self, room: str) -> str:
        """Give how the room's recording stands."""
        return self.switchboard.rooms[room].recording

    def hears(self, room: str, call: str) -> frozenset[str]:
        """Give whose voices somebody in a room hears."""
        return self.switchboard.hears(room, call)

    def announced(self, call: str) -> bool:
        """Say whether somebody was told to hear the announcement."""
        return (call, "/announcement?token=a.b") in self.switchboard.announced

    def break_next(self, name: str) -> None:
        """Have the next such command fail."""
        self.switchboard.fail_next(name, Unavailable("telephone network"))

    def behave(self, number: str, outcome: str) -> None:
        """Decide how a called telephone answers."""
        self.switchboard.answers = lambda to: outcome if to == number else "in-progress"

    def minute_ago(self) -> datetime:
        """Give an instant before anything of this test."""
        return self.clock.now() - timedelta(minutes=1)
