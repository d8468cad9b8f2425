"""What can happen to a call while it waits: a key, a silence, an answer, or something that changes its course."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.sandbox.bridge import Bridge
    from ivr.sandbox.room import Room


@dataclass(frozen=True)
class Key:
    """The person on the telephone pressed a key: 0-9, * or #."""

    digit: str


@dataclass(frozen=True)
class Silence:
    """The person lets the time pass without a key."""


@dataclass(frozen=True)
class PickedUp:
    """The ringing telephone was answered."""


@dataclass(frozen=True)
class Declined:
    """The ringing telephone was refused: `status` is busy, no-answer or failed."""

    status: str


@dataclass(frozen=True)
class ClockMoved:
    """Time runs at another speed now, or is `ahead` seconds later at once: every wait is counted again."""

    ahead: float = 0


@dataclass(frozen=True)
class Delivered:
    """A webhook has come back; `ticket` tells which one."""

    ticket: object
    result: object


@dataclass(frozen=True)
class Source:
    """Where the next instructions come from: a URL, or the TwiML itself. Parameters are added to the webhook's own."""

    url: str
    method: str = "POST"
    parameters: tuple[tuple[str, str], ...] = ()
    twiml: str | None = None


class Interrupt(Exception):
    """What ends the present wait, whatever verb is waiting."""


class CallEnded(Interrupt):
    """The call is over: the person hung up, REST ended it, or its instructions did."""


class Redirected(Interrupt):
    """REST gave the call other instructions."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.url)
        self.source = source


class FellBack(Redirected):
    """The waiting document of a queue failed: the call leaves the queue for its fallback URL."""


class TakenFromQueue(Interrupt):
    """A Dial took the caller out of the queue: `bridge` joins both, `url` is heard first when there is one."""

    def __init__(self, bridge: "Bridge", url: str = "") -> None:
        super().__init__()
        self.bridge = bridge
        self.url = url


class RoomChanged(Interrupt):
    """Something changed for this participant: it began, was held, hears an announcement, or is out."""

    def __init__(self, room: "Room") -> None:
        super().__init__(room.name)
        self.room = room


class PartnerLeft(Interrupt):
    """The other end of a two-party connection is gone."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge


Signal = Key | Silence | PickedUp | Declined | ClockMoved | Delivered | Interrupt
