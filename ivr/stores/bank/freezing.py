"""Freezes what a customer has after "this was not me", until an agent has looked into it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from ivr.stores import audit
from ivr.stores.schema import CustomerRecord


def set_frozen(session: Session, institution: str, reference: str, by: str, at: datetime, *, frozen: bool) -> None:
    """Freeze or unfreeze, and write the audit; a customer whom nobody knows stays unknown."""
    state, kind = ("frozen", "customer_frozen") if frozen else ("active", "customer_unfrozen")
    mine = update(CustomerRecord).filter_by(institution=institution, reference=reference)
    session.execute(mine.values(state=state))
    audit.append(session, institution, kind, at=at, actor=by, subject=reference)
