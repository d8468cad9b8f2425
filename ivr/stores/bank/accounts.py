"""What the bank knows of one customer, read by the same statements whether it knows them or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.key_policies import ACCESS
from ivr.stores.outbox.email import ADDRESS
from ivr.stores.outbox.owing import COLOMBIAN_MOBILE
from ivr.stores.schema import Base, ContactRecord, CustomerRecord, KeyHistoryRecord, KeyRecord, KeyTriesRecord

R = TypeVar("R", bound=Base)


@dataclass(frozen=True, slots=True)
class KeysOfKind:
    """What a customer has of one kind of key: the hashes (argon2id), the present key's first.

    Where the present one is temporary, `until` is its last instant, and `confirmed` the conversation and the instant
    in which its owner last typed it.
    """

    hashes: tuple[str, ...] = ()
    until: datetime | None = None
    confirmed: tuple[str, datetime | None] = ("", None)
    has: bool = False

    @property
    def present(self) -> str:
        """Give the hash of the present key, or nothing."""
        return self.hashes[0] if self.has else ""

    @property
    def temporary(self) -> str:
        """Give the hash of the present key where that is temporary, or nothing."""
        return self.present if self.until else ""


NO_KEYS = KeysOfKind()


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's file. An unknown one has the same shape: no document, no contacts, no key.

    `blocked` is said of the kind of key that was asked for.
    """

    known: bool
    blocked: bool
    frozen: bool = False
    name: str = ""
    document: str = ""
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    mobile: str = ""
    email: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    keys: Mapping[str, KeysOfKind] = field(default_factory=dict)

    @property
    def mobiles(self) -> tuple[str, ...]:
        """Give every registered number that can be sent an SMS, each once."""
        return tuple(dict.fromkeys(phone for phone in self.phones if COLOMBIAN_MOBILE.fullmatch(phone)))

    @property
    def contacts(self) -> tuple[str, ...]:
        """Give everything at which the customer is told what was changed: mobiles, and the e-mail address."""
        return (*self.mobiles, *filter(None, (self.email,)))

    def of(self, kind: str) -> KeysOfKind:
        """Give the keys of a kind."""
        return self.keys.get(kind, NO_KEYS)

    @property
    def hashes(self) -> Mapping[str, tuple[str, ...]]:
        """Give every hash, by kind: what a new key was held against."""
        return {kind: keys.hashes for kind, keys in self.keys.items()}


def read_account(
    session: Session, institution: str, reference: str, *, kind: str = ACCESS, lock: bool = False
) -> Account:
    """Give the file of a customer of this institution; `lock` keeps others from changing it in the meantime.

    Five statements, always.
    """
    customer = _one(session, CustomerRecord, lock=lock, reference=reference, institution=institution)
    contacts = _all(session, ContactRecord, customer=reference, valid_to=None)
    present = _all(session, KeyRecord, lock=lock, customer=reference)
    earlier = _all(session, KeyHistoryRecord, customer=reference)
    tries = _one(session, KeyTriesRecord, lock=lock, customer=reference, kind=kind)
    blocked = tries is not None and tries.blocked_at is not None
    if customer is None:
        return Account(known=False, blocked=blocked)
    reached = {contact.kind: contact.value for contact in contacts}
    return Account(
        known=True,
        blocked=blocked,
        frozen=customer.state == "frozen",
        name=customer.name,
        document=customer.document_number,
        birth_date=customer.birth_date,
        phones=tuple(number for kind, number in reached.items() if kind != "email"),
        mobile=_mobile(reached),
        email=reached.get("email", "") if ADDRESS.fullmatch(reached.get("email", "")) else "",
        answers=tuple(customer.answers.items()),
        keys={kind: _of_kind(kind, present, earlier) for kind in _kinds(present, earlier)},
    )


def _mobile(reached: Mapping[str, str]) -> str:
    """Give the registered mobile, if an SMS may go to it."""
    found = reached.get("mobile", "")
    return found if COLOMBIAN_MOBILE.fullmatch(found) else ""


def _kinds(present: Sequence[KeyRecord], earlier: Sequence[KeyHistoryRecord]) -> set[str]:
    return {record.kind for record in present} | {record.kind for record in earlier}


def _of_kind(kind: str, present: Sequence[KeyRecord], earlier: Sequence[KeyHistoryRecord]) -> KeysOfKind:
    newest_first = sorted((record for record in earlier if record.kind == kind), key=lambda record: -record.id)
    before = tuple(record.hash for record in newest_first)
    key = next((record for record in present if record.kind == kind), None)
    if key is None:
        return KeysOfKind(before)
    return KeysOfKind((key.hash, *before), key.temporary_until, (key.confirmed_in, key.confirmed_at), has=True)


def _one(session: Session, table: type[R], *, lock: bool, **values: object) -> R | None:
    statement = select(table).filter_by(**values).execution_options(populate_existing=True)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def _all(session: Session, table: type[R], *, lock: bool = False, **values: object) -> Sequence[R]:
    statement = select(table).filter_by(**values).execution_options(populate_existing=True)
    return session.scalars(statement.with_for_update() if lock else statement).all()
