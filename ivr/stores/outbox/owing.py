"""The outbox: a message is owed in the same transaction as the fact that it tells, and is sent afterwards."""

import re
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord

EMAIL, SMS = "email", "sms"
COLOMBIAN_MOBILE = re.compile(r"\+573\d{9}")  # SMS go to no other numbers


class Terms(TypedDict):
    """How a message is owed: a second one with the same `idempotency_key` is not owed; `at` is now.

    A body that is `sealed` is opened by the worker only. What could not be sent before `expires_at` is given up.
    """

    purpose: str
    idempotency_key: str
    at: datetime
    sealed: NotRequired[bool]
    expires_at: NotRequired[datetime | None]


def owe(session: Session, institution: str, to: str, body: str, **terms: Unpack[Terms]) -> None:
    """Owe an SMS, in the session's transaction.

    `purpose` is code, key or notice; the first two come `sealed`. An empty `to` is the decoy of an unknown customer:
    the same work, and nothing is sent. Raises ValueError for a secret in clear, and for a number that is no Colombian
    mobile.
    """
    if to and not COLOMBIAN_MOBILE.fullmatch(to):
        raise ValueError("messages go to Colombian mobiles only")
    if terms["purpose"] in {"code", "key"} and not terms.get("sealed"):
        raise ValueError("a code or a key waits in the outbox sealed, never in clear")
    owe_by(SMS, session, institution, to, body, **terms)


def owe_by(channel: str, session: Session, institution: str, to: str, body: str, **terms: Unpack[Terms]) -> None:
    """Owe a message of any channel (sms, email) that was looked at already."""
    what = {"body": body if to else "", "sealed": terms.get("sealed", False), "purpose": terms["purpose"]}
    when = {"created": terms["at"], "next_attempt_at": terms["at"], "expires_at": terms.get("expires_at")}
    names = {"idempotency_key": terms["idempotency_key"], "institution": institution, "to": to, "channel": channel}
    insert_once(session, MessageRecord, **names, **what, **when, state="owed" if to else "nowhere")


def count_owed(records: Records) -> int:
    """Count the messages that were not sent yet."""
    with records.read() as session:
        waiting = select(func.count()).where(MessageRecord.state.in_(("owed", "sending")))
        return session.scalar(waiting) or 0
