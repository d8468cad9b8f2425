"""Judges whether the caller knew the current key, and blocks it after too many wrong ones in a row."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ivr.errors import KeyWrong, LimitReached
from ivr.stores import audit
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.outside import KeyLimits
from ivr.stores.inserting import insert_once
from ivr.stores.schema import KeyRecord, KeyTriesRecord
from ivr.values import Customer, Effect


@dataclass(frozen=True, slots=True)
class Attempt:
    """A key that was typed: `matched` is the hash that it fits, or empty; `tries` how many may be wrong in a row.

    `renewed` takes the place of a hash that was made under an older secret or older parameters; mostly empty.
    """

    effect: Effect
    customer: Customer
    matched: str
    tries: int
    at: datetime
    renewed: str = ""


def judge(session: Session, limits: KeyLimits, attempt: Attempt) -> None:
    """Count a wrong key, or begin to count anew after a right one; unknown customers are counted like known ones.

    Of many tries at once no more are judged than the table allows. Raises KeyWrong, LimitReached.
    """
    institution, customer = attempt.effect.institution, attempt.customer
    tries = _locked(session, customer)
    account = read_account(session, institution, customer.reference)
    if account.blocked or account.frozen:
        raise LimitReached("key_blocked")
    if not limits.allow_try(session, institution, customer):
        raise LimitReached("failures_day")
    if attempt.matched and account.hashes[:1] == (attempt.matched,):
        limits.succeeded(session, institution, customer)
        tries.failures = 0
        _renew(session, attempt)
        _write(session, attempt, "key_confirmed")
        return
    limits.failed(session, institution, customer)
    _count(session, attempt, tries)


def _renew(session: Session, attempt: Attempt) -> None:
    if attempt.renewed:
        mine = update(KeyRecord).filter_by(customer=attempt.customer.reference, hash=attempt.matched)
        session.execute(mine.values(hash=attempt.renewed))


def _count(session: Session, attempt: Attempt, tries: KeyTriesRecord) -> None:
    tries.failures += 1
    if tries.failures < attempt.tries:
        _write(session, attempt, "key_wrong")
        raise KeyWrong
    tries.blocked_at = attempt.at
    _write(session, attempt, "key_blocked")
    raise LimitReached("key_blocked")


def _locked(session: Session, customer: Customer) -> KeyTriesRecord:
    insert_once(session, KeyTriesRecord, customer=customer.reference, failures=0, blocked_at=None)
    mine = select(KeyTriesRecord).filter_by(customer=customer.reference)
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()


def _write(session: Session, attempt: Attempt, kind: str) -> None:
    audit.append_effect(session, attempt.effect, kind, at=attempt.at, subject=attempt.customer.reference)
