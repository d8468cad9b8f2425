"""The customer's file as an agent may use it: answers are compared and never shown, contacts and names are masked."""

from dataclasses import dataclass

from ivr.agents.handoff import Handoff
from ivr.ports import Clock
from ivr.security.masking import DOTS, mask_phone
from ivr.stores.audit.desk import occasion_of, reference_of
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.answer_forms import can_answer, same_answer
from ivr.stores.bank.contacts import MobileChange, change_mobile
from ivr.stores.bank.customers import named
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.freezing import Freeze, set_frozen
from ivr.stores.effects import perform
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.values import Customer, Document


@dataclass(frozen=True)
class BankFile:
    """What the desk and the security codes need of the reference bank; another institution's customer is unknown."""

    records: Records
    clock: Clock
    decoys: Decoys
    texts: Texts

    def identify(self, institution: str, document: Document) -> Customer:
        """Give whom a document names, or a steady decoy after the same work."""
        with self.records.read() as session:
            return named(session, self.decoys, institution, document)

    def can_answer(self, kind: str, typed: str) -> bool:
        """Say whether what was typed can answer a question of this kind at all; nobody's file is looked at."""
        return can_answer(kind, typed)

    def check_answer(self, institution: str, customer: Customer, question: str, typed: str) -> bool:
        """Say whether what the caller said matches; an unknown customer's answers never do."""
        stored = dict(self._read(institution, customer).answers).get(question, "")
        return same_answer(stored, typed)

    def mobile(self, institution: str, customer: Customer) -> str | None:
        """Give the registered mobile in E.164; None when there is none that an SMS may go to, or nobody knows them."""
        return self._read(institution, customer).mobile or None

    def masked_mobile(self, institution: str, customer: Customer) -> str:
        """Give the mask of the registered mobile; empty when there is none, a steady decoy for an unknown customer."""
        account, decoy = self._read(institution, customer), self.decoys.mobile(customer.reference)
        return mask_phone(account.mobile) if account.known else decoy

    def summary(self, institution: str, customer: Customer) -> str:
        """Give the initials of the customer's names, as "M•••• P•••• G••••"; an unknown one has steady others."""
        account, decoy = self._read(institution, customer), self.decoys.name(customer.reference)
        return " ".join(part[0] + DOTS for part in (account.name if account.known else decoy).split())

    def change_mobile(self, handoff: Handoff, number: str, agent: str, key: str) -> None:
        """Register a new mobile (E.164), tell the old and the new one, and write the audit: all of it or nothing.

        `key` makes a repetition harmless. Raises DeskError: not_a_mobile, unknown_customer, frozen.
        """
        change = MobileChange(
            handoff.institution,
            reference_of(handoff),
            number,
            agent,
            key,
            self.clock.now(),
            "desk",
            occasion_of(handoff),
            handoff.caller_number,
        )
        perform(self.records, key, change.at, lambda session: change_mobile(session, self.texts, change))

    def is_frozen(self, institution: str, customer: Customer) -> bool:
        """Say whether key and contacts are kept from being changed."""
        return self._read(institution, customer).frozen

    def freeze(self, handoff: Handoff, agent: str) -> None:
        """Keep key and contacts from being changed, and tell every contact: the customer said that it was not them."""
        self._set_frozen(Freeze(handoff, agent, self.clock.now(), frozen=True))

    def unfreeze(self, handoff: Handoff, agent: str) -> None:
        """Let key and contacts be changed again, and tell every contact: an agent has looked into it."""
        self._set_frozen(Freeze(handoff, agent, self.clock.now(), frozen=False))

    def _set_frozen(self, change: Freeze) -> None:
        with self.records.begin() as session:
            set_frozen(session, self.texts, change)

    def _read(self, institution: str, customer: Customer) -> Account:
        with self.records.read() as session:
            return read_account(session, institution, customer.reference)
