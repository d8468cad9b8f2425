"""Finds a company's users by name, or by the keys of a telephone; who is unknown is answered like who is known."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.ports import Clock
from ivr.security.masking import mask_document, start_of_address
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.outside import DocumentLimits
from ivr.stores.effects import perform
from ivr.stores.records import Records
from ivr.stores.schema import CompanyUserRecord
from ivr.values import Customer, Document, Effect

LETTERS = {"2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv", "9": "wxyz"}
KEYS = {letter: key for key, letters in LETTERS.items() for letter in letters}
SIGN_KEY = "1"
"""The key of every sign that is neither letter nor digit."""


def keys_of(name: str) -> str:
    """Give the keys of a telephone with which a user name is written."""
    return "".join(sign if sign.isdigit() else KEYS.get(sign.lower(), SIGN_KEY) for sign in name)


@dataclass(frozen=True)
class BankUsers:
    """The port `Users` of the reference bank."""

    records: Records
    clock: Clock
    limits: DocumentLimits
    decoys: Decoys

    def identify(self, effect: Effect, company: Document, user: str) -> Customer:
        """Give who has this very name at a company, or a steady decoy after the same work. Raises LimitReached."""
        found = self._perform(effect, company, "user_name", user)
        if found is None:
            raise LookupError("two users have one name")
        return found

    def find(self, effect: Effect, company: Document, keys: str) -> Customer | None:
        """Give whose name is written with these keys, None for several, a decoy for none. Raises LimitReached."""
        return self._perform(effect, company, "keys", keys)

    def _perform(self, effect: Effect, company: Document, by: str, typed: str) -> Customer | None:
        def run(session: Session) -> Customer | None:
            asked = Document(company.type, f"{company.number} {by} {typed}")
            self.limits.allow_document(session, effect, asked)
            return self._named(session, effect.institution, company, by, typed)

        given: Customer | None = perform(self.records, effect.idempotency_key, self.clock.now(), run)
        return given

    def _named(self, session: Session, institution: str, company: Document, by: str, typed: str) -> Customer | None:
        names = {"document_type": company.type, "document_number": company.number, by: typed}
        mine = select(CompanyUserRecord.customer).filter_by(institution=institution, **names)
        decoy = self.decoys.reference(institution, company.type, f"{company.number} {typed}")
        found = session.scalars(mine).all()
        if len(found) > 1:
            return None
        start = start_of_address(typed) if by == "user_name" else ""
        return Customer(found[0] if found else decoy, mask_document(company.type, company.number), start)
