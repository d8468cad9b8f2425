"""A temporary key that was sent takes the place of the present key when its owner types it."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ivr.key_policies import ACCESS, SENT
from ivr.stores.schema import KeyHistoryRecord, KeyRecord


def take_up(session: Session, customer: str, conversation: str, at: datetime) -> None:
    """Put the sent key in the place of the present one, as a temporary key that was typed in this conversation."""
    sent = session.get_one(KeyRecord, (customer, SENT))
    present = session.get(KeyRecord, (customer, ACCESS))
    if present is None:
        present = KeyRecord(customer=customer, kind=ACCESS)
        session.add(present)
    else:
        earlier = {"hash": present.hash, "set_at": present.set_at, "replaced_at": at}
        session.add(KeyHistoryRecord(customer=customer, kind=ACCESS, **earlier))
    present.hash, present.set_at, present.temporary_until = sent.hash, sent.set_at, sent.temporary_until
    present.confirmed_in, present.confirmed_at = conversation, at
    session.delete(sent)


def void_sent(session: Session, customer: str) -> None:
    """Have a key that was sent serve for nothing any more: its owner came in with their own, or has a new one."""
    session.execute(delete(KeyRecord).filter_by(customer=customer, kind=SENT))
