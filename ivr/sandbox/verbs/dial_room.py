"""Dial Conference: the call joins a room and stays until it is let out."""

from collections.abc import Mapping
from dataclasses import replace

from ivr.sandbox.callbacks import status_callback
from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import ApplicationError, Execution, Place
from ivr.sandbox.participant import Participant, Seat
from ivr.sandbox.room import HUNG_UP, UPDATED_BY_REST, Room
from ivr.sandbox.signals import Interrupt, Key, Redirected, RoomChanged, Source
from ivr.sandbox.twiml import Verb

SILENT = Source("")


def dial_room(x: Execution, verb: Verb, noun: Verb) -> Mapping[str, str]:
    """Join the room of that name and stay; return what the action is told.

    Raises:
        Interrupt: REST redirected the call, or it ended; the room reports why it left.
    """
    room = x.network.room_named(noun.text)
    if not room.participants and room.status == "init":
        _furnish(x, room, noun)
    seat = _seat(x, noun)
    if not room.takes(seat):
        x.leg.note("error", "the conference takes nobody else, or the label is in use", code=13233)
        return {"DialCallStatus": "failed"}
    participant = room.join(x.leg, seat)
    x.leg.note("conference", room.name, sid=room.sid, label=seat.label)
    _stay(x, participant, until_star=verb.flag("hangupOnStar", default=False))
    return {"DialCallStatus": "answered", "ConferenceSid": room.sid}


def _furnish(x: Execution, room: Room, noun: Verb) -> None:
    """The first participant decides on callbacks, recording and size; what later ones ask is not heard."""
    room.max_participants = int(noun.number("maxParticipants", room.max_participants))
    room.record_from_start = noun.get("record") in {"record-from-start", "true"}
    url = noun.get("statusCallback")
    room.events.callback = status_callback(
        x.source(url).url if url else "",
        noun.get("statusCallbackMethod"),
        [noun.get("statusCallbackEvent")],
        "start end",
    )
    recorded = noun.get("recordingStatusCallback")
    room.recording_callback = status_callback(
        x.source(recorded).url if recorded else "",
        noun.get("recordingStatusCallbackMethod"),
        [noun.get("recordingStatusCallbackEvent")],
        "completed",
    )


def _seat(x: Execution, noun: Verb) -> Seat:
    wait = x.source(noun.get("waitUrl"), noun.get("waitMethod")) if noun.get("waitUrl") else SILENT
    return Seat(
        label=noun.get("participantLabel"),
        muted=noun.flag("muted", default=False),
        coach=noun.get("coach"),
        starts_room=noun.flag("startConferenceOnEnter", default=True),
        ends_room=noun.flag("endConferenceOnExit", default=False),
        beep=noun.get("beep", "true") in {"true", "onEnter"},
        wait=wait if noun.has("waitUrl") else None,
    )


def _stay(x: Execution, me: Participant, *, until_star: bool) -> None:
    """Be in the room until let out, hearing what belongs to the moment."""
    reason = UPDATED_BY_REST
    try:
        while me.leg.sid in me.room.participants:
            try:
                _moment(x, me, until_star=until_star)
            except RoomChanged:
                continue
            return
    except Redirected:
        raise
    except Interrupt:
        reason = HUNG_UP
        raise
    finally:
        me.room.leave(me, reason)
        me.leg.participant = None


def _moment(x: Execution, me: Participant, *, until_star: bool) -> None:
    """Hear an announcement, hold music, waiting music or the others, until the room changes or the star is pressed."""
    inside = replace(x, place=Place.ROOM, extra=lambda: _told(me))
    while me.seat.announcements:
        _announce(inside, me)
    if me.seat.hold:
        _music(inside, me.seat.hold_music, "hold")
    elif me.room.status == "init":
        _music(inside, me.seat.wait, "music")
    inside.show(at_rest=True)
    while not (_hear_key(me) == "*" and until_star):
        continue


def _announce(inside: Execution, me: Participant) -> None:
    try:
        inside.follow(me.seat.announcements.pop(0))
    except ApplicationError:
        me.room.report("announcement-fail", me)
    else:
        me.room.report("announcement-end", me)


def _music(inside: Execution, source: Source | None, kind: str) -> None:
    """Play the network's own music, nothing, or a document again and again until the room changes or it fails."""
    inside.leg.note(kind, source.url if source else "")
    try:
        while source is not None and source is not SILENT:
            inside.follow(source)
    except ApplicationError:
        inside.leg.note(kind)


def _hear_key(me: Participant) -> str:
    signal = me.leg.receive(None, Wait.PERSON)
    if not isinstance(signal, Key):
        return ""
    me.room.press(me, signal.digit)
    return signal.digit


def _told(me: Participant) -> dict[str, str]:
    return {"ConferenceSid": me.room.sid, "FriendlyName": me.room.name}
