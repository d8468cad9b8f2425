"""Who is in a room besides caller and agent: a supervisor who listens or speaks, a colleague who was asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GuestKind(StrEnum):
    """What somebody is in the room for; only a supervisor changes from one to another, and never to or from CONSULT."""

    LISTEN = "listen"  # hears both, is heard by nobody
    WHISPER = "whisper"  # hears both, is heard by the agent alone
    BARGE = "barge"  # hears both, is heard by both
    CONSULT = "consult"  # a colleague whom the agent asked


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was called into a room: `id` and `name` of the staff, `leg` their CallSid once it is known.

    `joined` when the network has seen them come in; `visit` counts those who were called, so that an old telephone
    opens nothing; `since` when they were called.
    """

    id: str
    name: str
    kind: GuestKind
    leg: str
    joined: bool
    visit: int
    since: datetime


class GuestAct(StrEnum):
    """What happens to a guest."""

    INVITE = "invite"
    LEG = "leg"
    CAME = "came"
    KIND = "kind"
    LEFT = "left"


class GuestAnswer(StrEnum):
    """What became of it; anything but DONE has changed nothing."""

    DONE = "done"
    STATE = "state"  # agent and caller are not talking, or the agent is another one now
    THERE = "there"  # called into this room already
    ELSEWHERE = "elsewhere"  # in another room
    BUSY = "busy"  # the colleague is not free, or another one is being asked
    GONE = "gone"  # not in this room (any more)


@dataclass(frozen=True, slots=True)
class GuestStep:
    """One change of a guest: `kind` and `name` for INVITE, `by` the agent who asks, `leg` for LEG, `kind` for KIND.

    With a `visit` it is made for that one only.
    """

    handoff: str
    guest: str
    act: GuestAct
    kind: str = ""
    name: str = ""
    by: str = ""
    leg: str = ""
    visit: int = 0
