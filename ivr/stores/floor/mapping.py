"""How a handoff and an agent are written into Redis hashes, and read back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ivr.agents.agent import Agent, AgentState
from ivr.agents.handoff import Handoff, State
from ivr.stores.floor.scripts import to_instant, to_milliseconds
from ivr.values import Customer

CHECK = "check:"
TEXTS = ("id", "institution", "call", "queue", "procedure", "caller_number", "agent", "agent_leg")
NOTES = ("name", "mobile", "path", "outcome", "wrap_up_code", "note", "follow_up")
WAIT = ("entered", "news", "told", "promised")


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
        **{name: fields.get(name, "") for name in TEXTS + NOTES + WAIT},
        requested=to_instant(fields["requested"]),
        moved=to_instant(fields["moved"]),
        state=State(fields["state"]),
        front=fields.get("front") == "1",
        frozen=fields.get("frozen") == "1",
        customer=Customer(reference, fields["masked"]) if reference else None,
        attempt=int(fields.get("attempt", "0")),
        offered=_instant(fields, "offered"),
        lease=_instant(fields, "lease"),
        answered=_instant(fields, "answered"),
        capsule=_instant(fields, "capsule"),
        ended=_instant(fields, "ended"),
        held_since=_instant(fields, "held_since"),
        held=int(fields.get("held", "0")),
        in_capsule=int(fields.get("in_capsule", "0")),
        wrapped_up=_instant(fields, "wrapped_up"),
        priority=int(fields.get("priority", "0")),
        counts_from=_instant(fields, "counts_from"),
        promised_at=_instant(fields, "promised_at"),
        ahead=int(fields.get("ahead", "0")),
        wants_call_back=fields.get("wants_call_back") == "1",
        codes=int(fields.get("codes", "0")),
        mobiles=int(fields.get("mobiles", "0")),
        undelivered=int(fields.get("undelivered", "0")),
        checks=tuple((name[len(CHECK) :], value == "1") for name, value in fields.items() if name.startswith(CHECK)),
        progress=tuple(filter(None, fields.get("progress", "").split(","))),
    )


def _texts(fields: Mapping[str, str]) -> dict[str, Any]:
    return {name: fields.get(name, "") for name in TEXTS + NOTES}


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
    )


def _instant(fields: Mapping[str, str], name: str) -> datetime | None:
    return to_instant(fields[name]) if fields.get(name) else None
