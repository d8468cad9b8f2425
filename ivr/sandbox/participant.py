"""One call inside a room: whether it may speak, whether it hears, and what its leaving means."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.sandbox.leg import Leg
from ivr.sandbox.signals import Source

if TYPE_CHECKING:
    from ivr.sandbox.room import Room


@dataclass
class Seat:
    """How a call takes part; REST may change most of it."""

    label: str = ""
    muted: bool = False
    hold: bool = False
    coach: str = ""  # SID of the call that alone hears this one
    starts_room: bool = True
    ends_room: bool = False
    beep: bool = True
    wait: Source | None = None  # None: the network's own music; an empty URL: silence
    hold_music: Source | None = None
    announcements: list[Source] = field(default_factory=list)


@dataclass(eq=False)
class Participant:
    """A call in a room."""

    leg: Leg
    room: "Room"
    seat: Seat
    joined: float
    updated: float

    @property
    def is_heard(self) -> bool:
        """Say whether anybody may hear what this one says."""
        return not self.seat.muted and not self.seat.hold

    def params(self) -> dict[str, str]:
        """Return what callbacks tell of a participant."""
        seat = self.seat
        told = {
            "CallSid": self.leg.sid,
            "Muted": _word(seat.muted),
            "Hold": _word(seat.hold),
            "Coaching": _word(bool(seat.coach)),
            "StartConferenceOnEnter": _word(seat.starts_room),
            "EndConferenceOnExit": _word(seat.ends_room),
        }
        if seat.coach:
            told["CallSidToCoach"] = seat.coach
        return told | ({"ParticipantLabel": seat.label} if seat.label else {})


def _word(flag: bool) -> str:  # noqa: FBT001 - it is the value itself that is written
    return "true" if flag else "false"
