"""A participant as the REST interface shows it."""

from typing import Any

from ivr.sandbox.clock import rfc2822
from ivr.sandbox.network import Network
from ivr.sandbox.participant import Participant, Seat


def participant_json(network: Network, participant: Participant) -> dict[str, Any]:
    """Return Twilio's Participant resource of somebody in the room."""
    shown = seat_json(network, participant.room.sid, participant.leg.sid, participant.seat)
    updated = rfc2822(participant.updated)
    return shown | {"status": "connected", "date_created": rfc2822(participant.joined), "date_updated": updated}


def seat_json(network: Network, room: str, call: str, seat: Seat) -> dict[str, Any]:
    """Return the resource for a call that is only now on its way to the room."""
    now = rfc2822(network.clock.now())
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
        "status": "queued",
        "queue_time": None,
        "date_created": now,
        "date_updated": now,
        "uri": f"{network.account.path}/Conferences/{room}/Participants/{call}.json",
    }
