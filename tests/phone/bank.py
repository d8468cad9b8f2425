"""Looks into the bank's records behind the service's back: which key a customer has, what was written."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.assembly import Assembly
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord, CustomerRecord, KeyHistoryRecord, KeyRecord, MessageRecord


def reference(session: Session, customer: DemoCustomer) -> str:
    """Give the reference of a customer."""
    return session.scalars(select(CustomerRecord.reference).filter_by(document_number=customer.document_number)).one()


def present_key(parts: Assembly, customer: DemoCustomer, key: str) -> bool:
    """Say whether a key is the customer's."""
    return key_of_kind(parts, customer, key, "access")


def key_of_kind(parts: Assembly, customer: DemoCustomer, key: str, kind: str) -> bool:
    """Say whether a key is the customer's, of a kind."""
    with parts.records.read() as session:
        found = session.get(KeyRecord, (reference(session, customer), kind))
        return found is not None and parts.hasher.verify(found.hash, key)


def earlier_keys(records: Records, customer: DemoCustomer) -> int:
    """Count the keys that were replaced."""
    with records.read() as session:
        mine = select(KeyHistoryRecord).filter_by(customer=reference(session, customer))
        return len(session.scalars(mine).all())


def audited(records: Records, customer: DemoCustomer) -> list[str]:
    """Give the kinds of what the audit says of a customer, the oldest first."""
    with records.read() as session:
        mine = select(AuditRecord.kind).filter_by(subject=reference(session, customer)).order_by(AuditRecord.sequence)
        return list(session.scalars(mine))


def owed(records: Records) -> list[MessageRecord]:
    """Give every message of the outbox, the oldest first."""
    with records.read() as session:
        return list(session.scalars(select(MessageRecord).order_by(MessageRecord.id)))
