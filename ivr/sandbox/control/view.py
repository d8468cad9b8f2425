"""A call as the control API shows it."""

from dataclasses import asdict
from typing import Any

from ivr.sandbox.leg import Leg


def call_view(leg: Leg) -> dict[str, Any]:
    """Return what a call is doing, without its transcript."""
    member, participant = leg.member, leg.participant
    return {
        "sid": leg.sid,
        "from": leg.plan.from_,
        "to": leg.plan.to,
        "direction": leg.plan.direction,
        "status": leg.status,
        "state": leg.state,
        "settled": leg.settled,
        "last": leg.transcript.last,
        "created": round(leg.created, 3),
        "seconds": leg.seconds,
        "gather": asdict(leg.gather) if leg.gather else None,
        "queue": {"name": member.queue.name, "position": member.queue.position(member)} if member else None,
        "conference": _seat_view(leg) if participant else None,
    }


def _seat_view(leg: Leg) -> dict[str, Any]:
    participant = leg.participant
    if participant is None:
        return {}
    seat = participant.seat
    return {
        "sid": participant.room.sid,
        "name": participant.room.name,
        "status": participant.room.status,
        "label": seat.label,
        "muted": seat.muted,
        "hold": seat.hold,
        "coaching": bool(seat.coach),
    }


def full_view(leg: Leg) -> dict[str, Any]:
    """Return a call with its transcript."""
    return call_view(leg) | {"transcript": [entry.to_json() for entry in leg.transcript.entries]}
