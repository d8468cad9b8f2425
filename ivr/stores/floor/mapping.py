"""How a handoff and an agent are written into Redis hashes, and read back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ivr.agents.agent import Agent, AgentState
from ivr.agents.handoff import Handoff, State
from ivr.stores.floor.room_mapping import read_room
from ivr.stores.floor.scripts import to_instant, to_milliseconds
from ivr.values import Customer

CHECK = "check:"
INSTANTS = (
    "offered",
    "lease",
    "answered",
    "capsule",
    "ended",
    "held_since",
    "wrapped_up",
    "counts_from",
    "promised_at",
)
COUNTS = ("attempt", "held", "in_capsule", "priority", "ahead", "codes", "mobiles", "undelivered")
FLAGS = ("front", "frozen", "wants_call_back")
TEXTS = ("id", "institution", "call", "queue", "procedure", "caller_number", "agent", "agent_leg")
NOTES = ("name", "mobile", "path", "outcome", "wrap_up_code", "note", "follow_up")
WAIT = ("entered", "news", "told", "promised", "called_back")


def write(handoff: Handoff) -> dict[str, str]:
    """Give the fields of a new handoff."""
    fields = {name: str(getattr(handoff, name)) for name in TEXTS}
    customer = handoff.customer or Customer("", "")
    return fields | {
        "state": handoff.state,
        "front": str(int(handoff.front)),
        "customer": customer.reference,
        "masked": customer.masked,
        "requested": str(to_milliseconds(handoff.requested)),
        "moved": str(to_milliseconds(handoff.moved)),
        "priority": str(handoff.priority),
        "entered": handoff.entered or handoff.queue,
        "news": handoff.news,
        "counts_from": str(to_milliseconds(handoff.counts_from or handoff.requested)),
    }


def read(fields: Mapping[str, str]) -> Handoff:
    """Give the handoff that a hash holds."""
    reference = fields.get("customer", "")
    return Handoff(
        **_plain(fields),
        **read_room(fields),
        requested=to_instant(fields["requested"]),
        moved=to_instant(fields["moved"]),
        state=State(fields["state"]),
        customer=Customer(reference, fields["masked"]) if reference else None,
        checks=tuple(
            (name[len(CHECK) :], value == "1") for name, value in fields.items() if name.startswith(CHECK) and value
        ),
        progress=tuple(filter(None, fields.get("progress", "").split(","))),
    )


def _plain(fields: Mapping[str, str]) -> dict[str, Any]:
    """Give texts, instants, counts and flags, under the names that they have everywhere."""
    texts = {name: fields.get(name, "") for name in TEXTS + NOTES + WAIT}
    instants = {name: _instant(fields, name) for name in INSTANTS}
    counts = {name: int(fields.get(name, "0")) for name in COUNTS}
    return texts | instants | counts | {name: fields.get(name) == "1" for name in FLAGS}


def read_agent(agent: str, fields: Mapping[str, str]) -> Agent:
    """Give the agent that a hash holds; an empty one is offline."""
    return Agent(
        id=agent,
        state=AgentState(fields.get("state", AgentState.OFFLINE)),
        since=_instant(fields, "since"),
        handoff=fields.get("handoff", ""),
        last=fields.get("last", ""),
        leaving=fields.get("leaving") == "1",
        reason=fields.get("reason", ""),
        until=_instant(fields, "until"),
        afterwards=fields.get("afterwards", ""),
        due=_instant(fields, "due"),
        asked_more=fields.get("more") == "1",
        missed=fields.get("missed") == "1",
    )


def _instant(fields: Mapping[str, str], name: str) -> datetime | None:
    return to_instant(fields[name]) if fields.get(name) else None
