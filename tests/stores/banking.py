"""A bank for tests: the real one, on real records, with the proof of the code in the test's hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from sqlalchemy import Select, select

from ivr.agents.handoff import Handoff
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.stores.bank import BankCustomers, BankFile, BankKeys
from ivr.stores.bank.decoys import Decoys
from ivr.stores.limits.counters import Limits
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord, CustomerRecord, KeyRecord, MessageRecord
from ivr.values import Customer, Document, Effect, Sealed

UNKNOWN = "CC 1000000001"
SECRET = "an invented secret that is long enough for tests"


class Proven:
    """The customers whose code was proven, as the codes' part would say."""

    def __init__(self) -> None:
        self.customers: set[str] = set()

    def proven(self, effect: Effect, customer: Customer) -> bool:
        """Say whether the code was proven; bound to nothing else, as only this part is tested here."""
        return effect.procedure == "restore" and customer.reference in self.customers


def text_of(institution: str, prompt: str, _: Mapping[str, str | int]) -> str:
    """Give a text that names its prompt."""
    return f"{institution} {prompt}"


@dataclass
class Bank:
    """The three faces of the reference bank, and what a call would bring along."""

    records: Records
    clock: Clock
    tables: Mapping[str, Institution]
    sealer: Sealer
    institution: str = "serfinansa"
    proofs: Proven = field(default_factory=Proven)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        decoys, limits = Decoys("an invented secret"), Limits(self.tables, self.clock)
        self.sealing_key = self.sealer.new_key()
        self.customers = BankCustomers(self.records, self.clock, limits, decoys)
        texts = Texts(text_of, text_of, dict.fromkeys(self.tables, "Banco <avisos@banco.example.co>"))
        self.file = BankFile(self.records, self.clock, decoys, texts)
        secrets = self.sealer, KeyHasher([SECRET])
        self.keys = BankKeys(self.records, self.clock, self.tables, *secrets, self.proofs, limits, texts)

    def effect(self, **changes: Any) -> Effect:
        """Give a new occasion of one conversation, from a withheld number."""
        key = f"CA1:{next(self.numbers)}:1"
        effect = Effect(key, "CA1", self.institution, "restore", "", "phone", self.sealing_key)
        return replace(effect, **changes)

    def customer(self, document: str) -> Customer:
        """Give whom a document (`CC 123`) names."""
        return self.customers.identify(self.effect(), Document(*document.split()))

    def handoff(self, customer: Customer, institution: str = "") -> Handoff:
        """Give a call of a customer, from a number of its own, that an agent has taken."""
        place, now = institution or self.institution, self.clock.now()
        came: dict[str, Any] = {"caller_number": "+573000000099", "customer": customer}
        return Handoff(f"{place}.1", place, "CA1", "claves", "restore", now, now, **came)

    def sealed(self, key: str) -> Sealed:
        """Give a key as it comes from the telephone."""
        return self.sealer.seal(self.sealing_key, "answer", key)

    def try_key(self, customer: Customer, key: str) -> None:
        """Confirm the current key, on a new occasion."""
        self.keys.confirm(self.effect(), customer, self.sealed(key))

    def set_key(self, customer: Customer, key: str, effect: Effect | None = None) -> None:
        """Replace the key after a proven code."""
        self.proofs.customers.add(customer.reference)
        self.keys.replace(effect or self.effect(), customer, self.sealed(key))

    def hash_of(self, customer: Customer) -> str | None:
        """Give the hash of the present key."""
        return self._one(select(KeyRecord.hash).filter_by(customer=customer.reference))

    def reference_of(self, document: str) -> str | None:
        """Give the reference in the records, past the bank."""
        kind, number = document.split()
        return self._one(select(CustomerRecord.reference).filter_by(document_type=kind, document_number=number))

    def messages(self) -> list[tuple[str, str]]:
        """Give every message that is owed, as number and text."""
        with self.records.read() as session:
            rows = session.scalars(select(MessageRecord).order_by(MessageRecord.id))
            return [(row.to, row.body) for row in rows]

    def audited(self) -> list[str]:
        """Give the kinds of all audit records."""
        with self.records.read() as session:
            return list(session.scalars(select(AuditRecord.kind).order_by(AuditRecord.sequence)))

    def audit(self) -> AuditRecord:
        """Give the newest audit record."""
        with self.records.read() as session:
            return session.scalars(select(AuditRecord).order_by(AuditRecord.sequence.desc()).limit(1)).one()

    def _one(self, statement: Select[str]) -> str | None:
        with self.records.read() as session:
            return session.scalars(statement).one_or_none()
