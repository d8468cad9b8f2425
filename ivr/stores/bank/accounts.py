"""What the bank knows of one customer, read by the same statements whether it knows them or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.stores.outbox import COLOMBIAN_MOBILE
from ivr.stores.schema import Base, ContactRecord, CustomerRecord, KeyHistoryRecord, KeyRecord, KeyTriesRecord

R = TypeVar("R", bound=Base)


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's file. An unknown one has the same shape: no document, no contacts, no key."""

    known: bool
    blocked: bool
    frozen: bool = False
    name: str = ""
    document: str = ""
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    mobile: str = ""
    hashes: tuple[str, ...] = ()  # argon2id, the present key's first
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def mobiles(self) -> tuple[str, ...]:
        """Give every registered number that can be sent an SMS, each once."""
        return tuple(dict.fromkeys(phone for phone in self.phones if COLOMBIAN_MOBILE.fullmatch(phone)))


def read_account(session: Session, institution: str, reference: str, *, lock: bool = False) -> Account:
    """Give the file of a customer of this institution; `lock` keeps others from changing it in the meantime.

    Five statements, always.
    """
    customer = _one(session, CustomerRecord, lock=lock, reference=reference, institution=institution)
    contacts = _all(session, ContactRecord, customer=reference, valid_to=None)
    key = _one(session, KeyRecord, lock=lock, customer=reference)
    earlier = _all(session, KeyHistoryRecord, customer=reference)
    tries = _one(session, KeyTriesRecord, lock=lock, customer=reference)
    blocked = tries is not None and tries.blocked_at is not None
    if customer is None:
        return Account(known=False, blocked=blocked)
    phones = {contact.kind: contact.value for contact in contacts if contact.kind in {"mobile", "phone"}}
    mobile = phones.get("mobile", "")
    return Account(
        known=True,
        blocked=blocked,
        frozen=customer.state == "frozen",
        name=customer.name,
        document=customer.document_number,
        birth_date=customer.birth_date,
        phones=tuple(phones.values()),
        mobile=mobile if COLOMBIAN_MOBILE.fullmatch(mobile) else "",
        hashes=_hashes(key, earlier),
        answers=tuple(customer.answers.items()),
    )


def _hashes(key: KeyRecord | None, earlier: Sequence[KeyHistoryRecord]) -> tuple[str, ...]:
    newest_first = sorted(earlier, key=lambda record: record.id, reverse=True)
    return (*([key.hash] if key else []), *(record.hash for record in newest_first))


def _one(session: Session, table: type[R], *, lock: bool, **values: object) -> R | None:
    statement = select(table).filter_by(**values).execution_options(populate_existing=True)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def _all(session: Session, table: type[R], **values: object) -> Sequence[R]:
    return session.scalars(select(table).filter_by(**values)).all()
