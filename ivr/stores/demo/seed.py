"""Puts the demo's customers and staff into the records; what is there already is left as it is."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.stores.bank.answer_forms import normalised
from ivr.stores.bank.decoys import new_reference
from ivr.stores.bank.users import keys_of
from ivr.stores.demo.customers import DemoCustomer, DemoUser
from ivr.stores.demo.guide import Demo
from ivr.stores.demo.staff import DemoStaff
from ivr.stores.records import Records
from ivr.stores.schema import (
    CompanyUserRecord,
    ContactRecord,
    CustomerRecord,
    KeyRecord,
    KeyTriesRecord,
    ProductRecord,
    RecognitionRecord,
    StaffRecord,
)
from ivr.stores.staff.sign_in import TOTP

SEEDED = "seed"


class TextSealer(Protocol):
    """Seals what is kept in the records."""

    def seal_text(self, purpose: str, text: str) -> str:
        """Give the text sealed, to be opened for the same purpose only."""


def seed(records: Records, clock: Clock, sealer: TextSealer, hasher: KeyHasher, demo: Demo) -> int:
    """Add those of the demo who are not there yet, and give how many those were."""
    added = 0
    for institution, content in demo.institutions.items():
        for customer in content.customers:
            added += _add_customer(records, clock, hasher, institution, customer)
        for member in content.staff:
            added += _add_staff(records, sealer, hasher, institution, member)
    return added


def _add_customer(records: Records, clock: Clock, hasher: KeyHasher, institution: str, customer: DemoCustomer) -> bool:
    document = {"document_type": customer.document_type, "document_number": customer.document_number}
    if _there(records, CustomerRecord, institution=institution, **document):
        return False
    record = CustomerRecord(
        reference=new_reference(),
        institution=institution,
        name=customer.name,
        birth_date=date.fromisoformat(customer.answer_by_question["birth_date"]),
        answers={question: normalised(said) for question, said in customer.answer_by_question.items()},
        state="frozen" if customer.frozen else "active",
        **document,
    )
    key_hash = hasher.hash(customer.key) if customer.key else ""
    with records.begin() as session:
        session.add(record)
        session.flush()
        _add_belongings(session, clock.now(), record.reference, customer, key_hash)
    return True


def _add_user(session: Session, owner: str, user: DemoUser) -> None:
    kind, number = user.company.split()
    institution = session.get_one(CustomerRecord, owner).institution
    company = {"institution": institution, "document_type": kind, "document_number": number}
    names = {"user_name": user.name, "keys": keys_of(user.name), "role": user.role}
    session.add(CompanyUserRecord(customer=owner, **company, **names))


def _add_belongings(session: Session, now: datetime, owner: str, customer: DemoCustomer, key_hash: str) -> None:
    for kind, value in (("mobile", customer.mobile), ("email", customer.email)):
        if value:
            session.add(ContactRecord(customer=owner, kind=kind, value=value, valid_from=now, changed_by=SEEDED))
    for one in customer.products:
        facts = {**asdict(one), "opened": date.fromisoformat(one.opened)}
        session.add(ProductRecord(customer=owner, **facts))
    if customer.user:
        _add_user(session, owner, customer.user)
    if customer.recognition:
        image, phrase = customer.recognition.split("|")
        session.add(RecognitionRecord(customer=owner, image=image, phrase=phrase, chosen_at=now))
    if key_hash:
        session.add(KeyRecord(customer=owner, hash=key_hash, set_at=now))
    if customer.blocked:
        session.add(KeyTriesRecord(customer=owner, failures=3, blocked_at=now))


def _add_staff(records: Records, sealer: TextSealer, hasher: KeyHasher, institution: str, member: DemoStaff) -> bool:
    if _there(records, StaffRecord, institution=institution, user=member.user):
        return False
    record = StaffRecord(
        id=f"{institution}.{member.user}",
        institution=institution,
        user=member.user,
        name=member.name,
        role=member.role,
        voice=member.voice or f"client:{member.user}",
        password_hash=hasher.hash(member.password),
        totp_sealed=sealer.seal_text(TOTP, member.totp_secret),
    )
    with records.begin() as session:
        session.add(record)
    return True


def _there(records: Records, table: type[CustomerRecord | StaffRecord], **names: str) -> bool:
    with records.read() as session:
        return session.scalars(select(table).filter_by(**names)).first() is not None
