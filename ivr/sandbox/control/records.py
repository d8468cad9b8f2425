"""What the network has seen: messages, recordings and webhooks."""

from typing import Any

from flask import Blueprint, request

from ivr.sandbox.network import Network
from ivr.sandbox.participant import Participant
from ivr.sandbox.recording import Recording
from ivr.sandbox.room import Room


def records(network: Network) -> Blueprint:
    """Return the routes that only show: messages, e-mails, recordings, the log."""
    routes = Blueprint("control_records", __name__)

    @routes.get("/messages")
    def messages() -> dict[str, Any]:
        found = network.messages.to(request.args.get("to"))
        return {"messages": [message.to_json() for message in found]}

    @routes.get("/emails")
    def emails() -> dict[str, Any]:
        return {"emails": [email.to_json() for email in network.inbox.to(request.args.get("to"))]}

    @routes.get("/recordings")
    def recordings() -> dict[str, Any]:
        return {"recordings": [_recording_view(one) for one in network.recordings()]}

    @routes.get("/log")
    def log() -> dict[str, Any]:
        after = request.args.get("after", 0, int)
        records = [record.to_json() for record in network.log.after(after)]
        return {"log": records, "pending": network.postman.pending}

    _present(routes, network)
    return routes


def _present(routes: Blueprint, network: Network) -> None:
    @routes.get("/rooms")
    def rooms() -> dict[str, Any]:
        return {"rooms": [_room_view(room) for room in network.rooms.values() if room.is_open]}

    @routes.get("/softphones")
    def softphones() -> dict[str, Any]:
        return network.softphones.view()


def _room_view(room: Room) -> dict[str, Any]:
    return {
        "sid": room.sid,
        "name": room.name,
        "status": room.status,
        "participants": [_participant_view(room, one) for one in list(room.participants.values())],
    }


def _participant_view(room: Room, one: Participant) -> dict[str, Any]:
    heard = [other.leg.sid for other in room.hears(one)]
    seat = one.seat
    shown = {"call": one.leg.sid, "label": seat.label, "muted": seat.muted, "hold": seat.hold, "coaches": seat.coach}
    return shown | {"hears": heard}


def _recording_view(recording: Recording) -> dict[str, Any]:
    return {
        "sid": recording.sid,
        "call_sid": recording.call_sid,
        "conference_sid": recording.conference_sid,
        "status": recording.status,
        "heard": recording.heard,
        "voices": recording.voices,
    }
