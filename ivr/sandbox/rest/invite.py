"""A telephone is called into a conference by the product."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from flask import request

from ivr.sandbox.leg import LegPlan
from ivr.sandbox.network import Network
from ivr.sandbox.participant import Seat
from ivr.sandbox.phone_numbers import endpoint_of, parameters_of
from ivr.sandbox.rest import form
from ivr.sandbox.rest.calls import check_ends
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.participant_json import seat_json
from ivr.sandbox.room import Room
from ivr.sandbox.signals import Source
from ivr.sandbox.switch import call_telephone

# What REST calls it, and what TwiML does.
_ATTRIBUTES = {
    "Label": "participantLabel",
    "Muted": "muted",
    "Beep": "beep",
    "StartConferenceOnEnter": "startConferenceOnEnter",
    "EndConferenceOnExit": "endConferenceOnExit",
    "WaitUrl": "waitUrl",
    "WaitMethod": "waitMethod",
    "MaxParticipants": "maxParticipants",
    "ConferenceRecord": "record",
    "ConferenceStatusCallback": "statusCallback",
    "ConferenceStatusCallbackMethod": "statusCallbackMethod",
    "ConferenceRecordingStatusCallback": "recordingStatusCallback",
    "ConferenceRecordingStatusCallbackMethod": "recordingStatusCallbackMethod",
    "CallSidToCoach": "coach",
}


def invite(network: Network, name: str) -> dict[str, Any]:
    """Call a telephone into a room, made when none of that name is open; return the participant to be.

    Raises:
        RestError: the room is over (20404), the label is in use (21220), a number is wrong.
    """
    from_, to = form.text("From"), form.text("To")
    check_ends(network, from_, to)
    room = _room(network, name)
    seat = _seat()
    if not room.takes(seat):
        raise bad_value(21220, "The conference takes nobody else, or the label is in use")
    plan = LegPlan(
        from_=from_,
        to=endpoint_of(to),
        parameters=parameters_of(to),
        direction="outbound-api",
        status="queued",
        callback=form.callback(),
        ring_seconds=float(form.text("Timeout", "60")),
    )
    leg = call_telephone(network, plan, Source("", twiml=_instructions(room)))
    return seat_json(network, room.sid, leg.sid, seat)


def _room(network: Network, name: str) -> Room:
    room = network.rooms.get(name)
    if room is not None and not room.is_open:
        raise not_found(request.path)
    return room or network.room_named(name)


def _seat() -> Seat:
    return Seat(
        label=form.text("Label"),
        muted=form.flag("Muted", default=False),
        coach=form.text("CallSidToCoach") if form.flag("Coaching", default=False) else "",
        starts_room=form.flag("StartConferenceOnEnter", default=True),
        ends_room=form.flag("EndConferenceOnExit", default=False),
    )


def _instructions(room: Room) -> str:
    """Write what the called telephone does once it answers: it joins, as a Dial of its own would."""
    given = {_ATTRIBUTES[name]: value for name, value in request.form.items() if name in _ATTRIBUTES}
    if not form.flag("Coaching", default=False):
        given.pop("coach", None)
    events = " ".join(request.form.getlist("ConferenceStatusCallbackEvent"))
    if events:
        given["statusCallbackEvent"] = events
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in given.items())
    return f"<Response><Dial><Conference{attributes}>{escape(room.name)}</Conference></Dial></Response>"
