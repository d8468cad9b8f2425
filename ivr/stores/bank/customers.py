"""Finds whom a document names; an unknown document is answered like a known one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.ports import Clock
from ivr.security.masking import mask_document
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.outside import DocumentLimits
from ivr.stores.effects import perform
from ivr.stores.records import Records
from ivr.stores.schema import CustomerRecord
from ivr.values import Customer, Document, Effect


@dataclass(frozen=True)
class BankCustomers:
    """The port `Customers` of the reference bank."""

    records: Records
    clock: Clock
    limits: DocumentLimits
    decoys: Decoys

    def identify(self, effect: Effect, document: Document) -> Customer:
        """Give whom the document names, or a steady decoy after the same work. Raises LimitReached."""
        answer: Customer = perform(
            self.records,
            effect.idempotency_key,
            self.clock.now(),
            lambda session: self._identify(session, effect, document),
        )
        return answer

    def _identify(self, session: Session, effect: Effect, document: Document) -> Customer:
        self.limits.allow_document(session, effect, document)
        return named(session, self.decoys, effect.institution, document)


def named(session: Session, decoys: Decoys, institution: str, document: Document) -> Customer:
    """Give whom a document names at an institution, or a steady decoy after the same work."""
    names = {"document_type": document.type, "document_number": document.number}
    decoy = decoys.reference(institution, document.type, document.number)
    found = session.scalars(select(CustomerRecord.reference).filter_by(institution=institution, **names)).one_or_none()
    return Customer(found or decoy, mask_document(document.type, document.number))
