"""What a browser telephone hears at this moment: other browser telephones, telephones that only sound, or music."""

from collections.abc import Container

from ivr.sandbox.leg import Leg
from ivr.sandbox.participant import Participant

TONE, MUSIC = "tone", "music"  # of a telephone without a microphone; of hold and of waiting


def heard_by(leg: Leg, softphones: Container[str]) -> tuple[str, ...]:
    """Name what a call hears: SIDs of `softphones`, TONE where any other telephone is heard, MUSIC, or nothing."""
    participant, bridge = leg.participant, leg.bridge
    if participant is not None:
        return _in_room(participant, softphones)
    return _voices([bridge.other(leg)], softphones) if bridge is not None else ()


def _in_room(me: Participant, softphones: Container[str]) -> tuple[str, ...]:
    if me.seat.hold:
        return (MUSIC,)
    if me.room.status == "init":
        return (MUSIC,) if me.seat.wait is None or me.seat.wait.url else ()
    return _voices([other.leg for other in me.room.hears(me)], softphones)


def _voices(legs: list[Leg], softphones: Container[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leg.sid if leg.sid in softphones else TONE for leg in legs))
