"""How a handoff's hash says who is in the room, and how the caller came to this agent."""

import json
from collections.abc import Mapping
from typing import Any

from ivr.agents.checks.contact_change import read_change
from ivr.agents.room.guest import Guest, GuestKind
from ivr.stores.floor.scripts import to_instant

GUEST = "guest:"


def read_room(fields: Mapping[str, str]) -> dict[str, Any]:
    """Give the fields of `Handoff` that tell of its room."""
    help_since = fields.get("help_since", "")
    return {
        "muted": fields.get("muted") == "1",
        "help_since": to_instant(help_since) if help_since else None,
        "transferred_by": fields.get("transferred_by", ""),
        "transfer_note": fields.get("transfer_note", ""),
        "taken_over": fields.get("taken_over") == "1",
        "origin": fields.get("origin", ""),
        "change": read_change(fields.get("change", "")),
        "guests": tuple(
            _guest(name.removeprefix(GUEST), json.loads(kept))
            for name, kept in sorted(fields.items())
            if name.startswith(GUEST)
        ),
    }


def _guest(guest: str, kept: Mapping[str, Any]) -> Guest:
    return Guest(
        id=guest,
        name=str(kept["name"]),
        kind=GuestKind(kept["kind"]),
        leg=str(kept["leg"]),
        joined=bool(kept["joined"]),
        visit=int(kept["visit"]),
        since=to_instant(kept["since"]),
    )
