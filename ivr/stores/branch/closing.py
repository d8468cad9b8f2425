"""How a request of a branch ends, and what the audit says of it; the bank's file ends those of who said "no fui yo"."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ivr.agents.branch.request import OPEN, Kept
from ivr.stores.audit import chain
from ivr.stores.schema import BranchRequestRecord

BRANCH = "branch"
FROZEN = "frozen"


def open_ones(institution: str, customer: str) -> Select[BranchRequestRecord]:
    """Give the question for a customer's requests that are not over."""
    states = [kept.value for kept in OPEN]
    mine = select(BranchRequestRecord).filter_by(institution=institution, customer=customer)
    return mine.where(BranchRequestRecord.state.in_(states))


def end_requests(session: Session, institution: str, customer: str, at: datetime) -> None:
    """Refuse whatever a customer's branches have asked for, for good: a release brings nothing of it back.

    The customer's account is to be locked before, as by everybody who takes a request on.
    """
    for record in session.scalars(open_ones(institution, customer).with_for_update()).all():
        refuse(session, record, FROZEN, at)


def refuse(session: Session, record: BranchRequestRecord, why: str, at: datetime, by: str = "") -> None:
    """End a request without a code and wipe its number; `why` is a member's reason or a word of the service."""
    record.state, record.number, record.why, record.over = Kept.REFUSED.value, "", why, at
    write(session, record, "request_refused", at, by=by, detail={"reason": why})


def write(
    session: Session,
    record: BranchRequestRecord,
    kind: str,
    at: datetime,
    *,
    by: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Add to the audit what became of a request; `by` is empty for the service itself."""
    chain.append(
        session,
        record.institution,
        kind,
        at=at,
        actor=by or "system",
        agent=by,
        subject=record.customer,
        channel=BRANCH,
        detail={"request": record.id, "mobile": record.mask, **(detail or {})},
    )
