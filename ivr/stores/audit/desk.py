"""Writes into the audit what an agent did for a caller: to whom, in which call, and from which number it came."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.agents.handoff import Handoff
from ivr.stores.audit import chain


def append_deed(
    session: Session,
    handoff: Handoff,
    agent: str,
    kind: str,
    *,
    at: datetime,
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Add what `agent` did at the desk for the caller of this handoff; `kind` and `detail` as in `chain.append`.

    Conversation, handoff and procedure go into the detail. It is to be the last thing of the session's transaction.
    """
    chain.append(
        session,
        handoff.institution,
        kind,
        at=at,
        actor="agent",
        agent=agent,
        subject=reference_of(handoff),
        channel="desk",
        caller_number=handoff.caller_number,
        detail={**occasion_of(handoff), **(detail or {})},
    )


def occasion_of(handoff: Handoff) -> Mapping[str, str]:
    """Give the occasion on which it was done, as the audit names it."""
    return {"conversation": handoff.call, "handoff": handoff.id, "procedure": handoff.procedure}


def reference_of(handoff: Handoff) -> str:
    """Give the reference of the handoff's customer, empty when nobody knows who is calling."""
    return handoff.customer.reference if handoff.customer else ""
