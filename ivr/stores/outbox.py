"""The outbox: a message is owed in the same transaction as the fact that it tells, and is sent afterwards."""

import re
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord

COLOMBIAN_MOBILE = re.compile(r"\+573\d{9}")  # SMS go to no other numbers


def owe(
    session: Session,
    institution: str,
    to: str,
    body: str,
    *,
    purpose: str,
    idempotency_key: str,
    at: datetime,
    sealed: bool = False,
    expires_at: datetime | None = None,
) -> None:
    """Owe an SMS, in the session's transaction; a second one with the same `idempotency_key` is not owed.

    `purpose` is code or notice. The body of a code comes `sealed`: only the worker opens it. What could not be
    sent before `expires_at` is given up. An empty `to` is the decoy of an unknown customer: the same work, and nothing
    is sent. Raises ValueError for a code in clear, and for a number that is no Colombian mobile.
    """
    _check(to, purpose, sealed=sealed)
    what = {"body": body if to else "", "sealed": sealed, "purpose": purpose, "state": "owed" if to else "nowhere"}
    when = {"created": at, "next_attempt_at": at, "expires_at": expires_at}
    names = {"idempotency_key": idempotency_key, "institution": institution, "to": to}
    insert_once(session, MessageRecord, **names, **what, **when)


def count_owed(records: Records) -> int:
    """Count the messages that were not sent yet."""
    with records.read() as session:
        waiting = select(func.count()).where(MessageRecord.state.in_(("owed", "sending")))
        return session.scalar(waiting) or 0


def _check(to: str, purpose: str, *, sealed: bool) -> None:
    if to and not COLOMBIAN_MOBILE.fullmatch(to):
        raise ValueError("messages go to Colombian mobiles only")
    if purpose == "code" and not sealed:
        raise ValueError("a code waits in the outbox sealed, never in clear")
