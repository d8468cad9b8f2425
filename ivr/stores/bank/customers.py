"""Finds whom a document names; an unknown document is answered like a known one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.errors import LimitReached, MobileDiffers
from ivr.ports import Clock
from ivr.security.masking import mask_document
from ivr.security.tokens import same
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.outside import CustomerLimits
from ivr.stores.effects import perform
from ivr.stores.records import Records
from ivr.stores.schema import CustomerRecord
from ivr.values import Customer, Document, Effect

COLOMBIA = "+57"


@dataclass(frozen=True)
class BankCustomers:
    """The port `Customers` of the reference bank."""

    records: Records
    clock: Clock
    limits: CustomerLimits
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

    def confirm_mobile(self, effect: Effect, customer: Customer, mobile: str) -> None:
        """Hold a mobile that was typed (ten digits) against the registered one; another one counts as a failure.

        The same statements run for everybody. Raises MobileDiffers, LimitReached.
        """
        key, at, typed = effect.idempotency_key, self.clock.now(), f"{COLOMBIA}{mobile}"
        perform(self.records, key, at, lambda session: self._confirm(session, effect, customer, typed))

    def _confirm(self, session: Session, effect: Effect, customer: Customer, mobile: str) -> None:
        if not self.limits.allow_try(session, effect.institution, customer):
            raise LimitReached("failures_day")
        registered = read_account(session, effect.institution, customer.reference).mobile
        if same(registered, mobile):
            return
        self.limits.failed(session, effect.institution, customer)
        detail: dict[str, str | int] = {"question": "registered_mobile", "match": 0}
        chain.append_effect(session, effect, "check", at=self.clock.now(), subject=customer.reference, detail=detail)
        raise MobileDiffers

    def _identify(self, session: Session, effect: Effect, document: Document) -> Customer:
        self.limits.allow_document(session, effect, document)
        return named(session, self.decoys, effect.institution, document)


def named(session: Session, decoys: Decoys, institution: str, document: Document) -> Customer:
    """Give whom a document names at an institution, or a steady decoy after the same work."""
    names = {"document_type": document.type, "document_number": document.number}
    decoy = decoys.reference(institution, document.type, document.number)
    found = session.scalars(select(CustomerRecord.reference).filter_by(institution=institution, **names)).one_or_none()
    return Customer(found or decoy, mask_document(document.type, document.number))
