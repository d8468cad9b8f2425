"""Puts a new key in the place of the old one: history, unblocking, notices and audit in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.errors import LimitReached, Unavailable
from ivr.key_policies import ACCESS
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.bank.sent_key_use import void_sent
from ivr.stores.outbox.texts import Texts
from ivr.stores.schema import KeyHistoryRecord, KeyRecord, KeyTriesRecord
from ivr.values import Customer, Effect


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new key (`hash`) that was held against the policy and against all keys before (`examined`, by kind).

    `kinds` are those that it is set for: one, or those of a temporary key, each with its last instant (None: final).
    `told` is the prompt of the notice, `values` what that takes.
    """

    effect: Effect
    customer: Customer
    examined: Mapping[str, tuple[str, ...]]
    hash: str
    at: datetime
    kinds: Mapping[str, datetime | None]
    told: str = "key_changed"
    values: Mapping[str, str | int] = field(default_factory=dict)


def replace_key(session: Session, texts: Texts, new: Replacement) -> None:
    """Replace the key. Raises LimitReached for a frozen one, Unavailable when it changed since it was examined."""
    institution, reference = new.effect.institution, new.customer.reference
    account = read_account(session, institution, reference, lock=True)
    if account.frozen or not account.known:
        raise LimitReached("frozen")
    if account.hashes != new.examined:
        raise Unavailable("the key was changed in the meantime")
    void_sent(session, reference)
    for kind, until in new.kinds.items():
        _set(session, reference, new, kind, until)
        _unblock(session, reference, kind)
    notice = Notice(institution, new.told, new.effect.idempotency_key, new.at, new.values)
    _write(session, new, owe_notices(session, texts, notice, account.contacts))


def _set(session: Session, reference: str, new: Replacement, kind: str, until: datetime | None) -> None:
    present = session.get(KeyRecord, (reference, kind))
    if present is None:
        session.add(KeyRecord(customer=reference, kind=kind, hash=new.hash, set_at=new.at, temporary_until=until))
        return
    earlier = {"hash": present.hash, "set_at": present.set_at, "replaced_at": new.at}
    session.add(KeyHistoryRecord(customer=reference, kind=kind, **earlier))
    present.hash, present.set_at, present.temporary_until = new.hash, new.at, until
    present.confirmed_in, present.confirmed_at = "", None


def _unblock(session: Session, reference: str, kind: str) -> None:
    tries = session.get(KeyTriesRecord, (reference, kind))
    if tries is not None:
        tries.failures, tries.blocked_at = 0, None


def _write(session: Session, new: Replacement, notices: int) -> None:
    temporary = any(new.kinds.values())
    detail: dict[str, str | int] = {"notices": notices}
    if temporary or set(new.kinds) != {ACCESS}:
        detail["kinds"] = " ".join(new.kinds)
    kind = "temporary_key_set" if temporary else "key_replaced"
    chain.append_effect(session, new.effect, kind, at=new.at, subject=new.customer.reference, detail=detail)
