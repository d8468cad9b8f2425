"""Judges whether the caller knew the current key, and blocks it after too many wrong ones in a row."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.errors import KeyExpired, KeyWrong, LimitReached
from ivr.key_policies import ACCESS, SENT
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import KeysOfKind, read_account
from ivr.stores.bank.outside import KeyLimits
from ivr.stores.bank.sent_key_use import take_up, void_sent
from ivr.stores.inserting import insert_once
from ivr.stores.schema import KeyRecord, KeyTriesRecord
from ivr.values import Customer, Effect


@dataclass(frozen=True, slots=True)
class Attempt:
    """A key that was typed: `matched` is the hash that it fits, or empty; `tries` how many may be wrong in a row.

    `renewed` takes the place of a hash that was made under an older secret or older parameters; mostly empty. `sent` is
    the hash of a temporary key of ours that it fits.
    """

    effect: Effect
    customer: Customer
    matched: str
    tries: int
    at: datetime
    renewed: str = ""
    kind: str = ACCESS
    sent: str = ""


def judge(session: Session, limits: KeyLimits, attempt: Attempt) -> None:
    """Count a wrong key, or begin to count anew after a right one; unknown customers are counted like known ones.

    Of many tries at once no more are judged than the table allows. A temporary key that is right in time is noted: with
    it, its owner may set another one in this conversation. Raises KeyWrong, KeyExpired, LimitReached.
    """
    institution, customer = attempt.effect.institution, attempt.customer
    tries = _locked(session, customer, attempt.kind)
    account = read_account(session, institution, customer.reference, kind=attempt.kind)
    key = account.of(attempt.kind)
    mine = attempt.sent != "" and account.of(SENT).present == attempt.sent
    if account.frozen or (account.blocked and not mine):
        raise LimitReached("key_blocked")
    if not limits.allow_try(session, institution, customer):
        raise LimitReached("failures_day")
    if mine:
        _take_up(session, attempt, account.of(SENT), tries)
        limits.succeeded(session, institution, customer)
        return
    if attempt.matched and key.present == attempt.matched:
        if key.until is not None and attempt.at > key.until:
            _write(session, attempt, "key_expired")
            raise KeyExpired
        limits.succeeded(session, institution, customer)
        tries.failures = 0
        _note(session, attempt)
        _write(session, attempt, "key_confirmed")
        return
    limits.failed(session, institution, customer)
    _count(session, attempt, tries)


def _take_up(session: Session, attempt: Attempt, sent: KeysOfKind, tries: KeyTriesRecord) -> None:
    """Put the temporary key that was sent in the place of the present one, which is no longer blocked then."""
    if sent.until is None or attempt.at > sent.until:
        _write(session, attempt, "key_expired")
        raise KeyExpired
    take_up(session, attempt.customer.reference, attempt.effect.conversation, attempt.at)
    tries.failures, tries.blocked_at = 0, None
    _write(session, attempt, "key_confirmed")


def _note(session: Session, attempt: Attempt) -> None:
    """Renew the hash where that is due, note of a temporary key where it was typed, and void one that was sent."""
    key = session.get_one(KeyRecord, (attempt.customer.reference, attempt.kind))
    key.hash = attempt.renewed or key.hash
    if key.temporary_until is not None:
        key.confirmed_in, key.confirmed_at = attempt.effect.conversation, attempt.at
    if attempt.kind == ACCESS:
        void_sent(session, attempt.customer.reference)


def _count(session: Session, attempt: Attempt, tries: KeyTriesRecord) -> None:
    tries.failures += 1
    if tries.failures < attempt.tries:
        _write(session, attempt, "key_wrong")
        raise KeyWrong
    tries.blocked_at = attempt.at
    _write(session, attempt, "key_blocked")
    raise LimitReached("key_blocked")


def _locked(session: Session, customer: Customer, kind: str) -> KeyTriesRecord:
    insert_once(session, KeyTriesRecord, customer=customer.reference, kind=kind, failures=0, blocked_at=None)
    mine = select(KeyTriesRecord).filter_by(customer=customer.reference, kind=kind)
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()


def _write(session: Session, attempt: Attempt, kind: str) -> None:
    chain.append_effect(session, attempt.effect, kind, at=attempt.at, subject=attempt.customer.reference)
