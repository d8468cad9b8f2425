"""Puts a new key in the place of the old one: history, unblocking, notices and audit in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.errors import LimitReached, Unavailable
from ivr.stores import audit
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.bank.outside import Texts
from ivr.stores.schema import KeyHistoryRecord, KeyRecord, KeyTriesRecord
from ivr.values import Customer, Effect


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new key (`hash`) that was held against the policy and against the keys before (`examined`)."""

    effect: Effect
    customer: Customer
    examined: tuple[str, ...]
    hash: str
    at: datetime


def replace_key(session: Session, texts: Texts, new: Replacement) -> None:
    """Replace the key. Raises LimitReached for a frozen one, Unavailable when it changed since it was examined."""
    institution, reference = new.effect.institution, new.customer.reference
    account = read_account(session, institution, reference, lock=True)
    if account.frozen or not account.known:
        raise LimitReached("frozen")
    if account.hashes != new.examined:
        raise Unavailable("the key was changed in the meantime")
    _set(session, reference, new)
    _unblock(session, reference)
    to = account.mobiles
    owe_notices(session, texts, Notice(institution, "sms_key_changed", new.effect.idempotency_key, new.at), to)
    audit.append_effect(session, new.effect, "key_replaced", at=new.at, subject=reference, detail={"notices": len(to)})


def _set(session: Session, reference: str, new: Replacement) -> None:
    present = session.get(KeyRecord, reference)
    if present is None:
        session.add(KeyRecord(customer=reference, hash=new.hash, set_at=new.at))
        return
    session.add(KeyHistoryRecord(customer=reference, hash=present.hash, set_at=present.set_at, replaced_at=new.at))
    present.hash, present.set_at = new.hash, new.at


def _unblock(session: Session, reference: str) -> None:
    tries = session.get(KeyTriesRecord, reference)
    if tries is not None:
        tries.failures, tries.blocked_at = 0, None
