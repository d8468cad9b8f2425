"""A participant as the REST interface shows it."""

from typing import Any

from ivr.sandbox.clock import rfc2822
from ivr.sandbox.network import Network
from ivr.sandbox.participant import Participant, Seat

CONNECTED = "connected"


def participant_json(network: Network, participant: Participant) -> dict[str, Any]:
    """Return Twilio's Participant resource of somebody in the room."""
    room = participant.room.sid
    moments = (participant.joined, participant.updated)
    return seat_json(network, room, participant.leg.sid, participant.seat, CONNECTED, moments)


def seat_json(
    network: Network, room: str, call: str, seat: Seat, status: str, moments: tuple[float, float]
) -> dict[str, Any]:
    """Return the resource for a call that is in the room, or on its way; `moments` are created and updated."""
    return {
        "account_sid": network.account.sid,
        "call_sid": call,
        "conference_sid": room,
        "label": seat.label or None,
        "muted": seat.muted,
        "hold": seat.hold,
        "coaching": bool(seat.coach),
        "call_sid_to_coach": seat.coach or None,
        "start_conference_on_enter": seat.starts_room,
        "end_conference_on_exit": seat.ends_room,
        "status": status,
        "queue_time": None,
        "date_created": rfc2822(moments[0]),
        "date_updated": rfc2822(moments[1]),
        "uri": f"{network.account.path}/Conferences/{room}/Participants/{call}.json",
    }
