"""The bank, the codes and the records as the agents' side meets them, small enough to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.agents.handoff import Handoff
from ivr.errors import LimitReached, Unavailable
from ivr.stores.bank.answer_forms import can_answer
from ivr.values import Customer, Document

ANSWERS = {
    "birth_date": "17051980",
    "document_issue_date": "01021999",
    "mother_surname": "rojas",
    "card_last_four": "4321",
    "registered_address_city": "barranquilla",
    "last_payment_month": "enero",
}


@dataclass
class MemoryBank:
    """Customers who all gave the same answers, and their mobiles."""

    mobiles: dict[str, str] = field(default_factory=dict)
    frozen: set[str] = field(default_factory=set)
    down: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def identify(self, institution: str, document: Document) -> Customer:
        """Give whom a document names."""
        self._ask("identify", institution, document.type, document.number)
        return Customer(f"reference-of-{document.number}", f"{document.type} •••• {document.number[-4:]}")

    def can_answer(self, kind: str, typed: str) -> bool:
        """Understand dates and digits as the bank does."""
        return can_answer(kind, typed)

    def check_answer(self, institution: str, customer: Customer, question: str, typed: str) -> bool:
        """Compare with the answer."""
        self._ask("check", institution, customer.reference, question)
        return ANSWERS[question] == typed.casefold()

    def summary(self, institution: str, customer: Customer) -> str:
        """Give a masked name."""
        self._ask("summary", institution, customer.reference)
        return "A*** R***"

    def masked_mobile(self, institution: str, customer: Customer) -> str:
        """Give a mask; none where there is no mobile."""
        self._ask("mobile", institution, customer.reference)
        number = self.mobiles.get(customer.reference, "+573000000001")
        return f"•••• {number[-4:]}" if number else ""

    def change_mobile(self, handoff: Handoff, number: str, agent: str, key: str) -> None:
        """Register a number; a repetition of `key` changes nothing."""
        assert handoff.customer is not None
        self._ask("change", handoff.institution, handoff.customer.reference, agent, key)
        if key not in self.changes:
            self.changes.append(key)
            self.mobiles[handoff.customer.reference] = number

    def is_frozen(self, institution: str, customer: Customer) -> bool:
        """Say whether they are frozen."""
        self._ask("frozen", institution, customer.reference)
        return customer.reference in self.frozen

    def freeze(self, handoff: Handoff, agent: str) -> None:
        """Freeze them."""
        assert handoff.customer is not None
        self._ask("freeze", handoff.institution, handoff.customer.reference, agent)
        self.frozen.add(handoff.customer.reference)

    def unfreeze(self, handoff: Handoff, agent: str) -> None:
        """Release them."""
        assert handoff.customer is not None
        self._ask("unfreeze", handoff.institution, handoff.customer.reference, agent)
        self.frozen.discard(handoff.customer.reference)

    def _ask(self, *about: str) -> None:
        self.asked.append(about)
        if self.down:
            raise Unavailable("bank")


@dataclass
class MemoryCodes:
    """Codes that were sent: one per idempotency key, with the mask and what it was sent for."""

    bank: MemoryBank
    sent: dict[str, str] = field(default_factory=dict)
    orders: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    limit: int = 3
    reached: str = "codes_ten_minutes"
    revoked: list[str] = field(default_factory=list)
    down: bool = False

    def revoke(self, institution: str, customer: Customer) -> None:
        """Void all of a customer's codes."""
        if self.down:
            raise Unavailable("redis")
        self.revoked.append(f"{institution} {customer.reference}")

    def send_for(self, handoff: Handoff, agent: str, key: str) -> str:
        """Send a code."""
        assert handoff.customer is not None
        if key not in self.sent and len(self.sent) >= self.limit:
            raise LimitReached(self.reached)
        self.orders[key] = (handoff.call, handoff.procedure, agent)
        return self.sent.setdefault(key, self.bank.masked_mobile(handoff.institution, handoff.customer))


@dataclass
class MemoryLimits:
    """Wrong answers by customer."""

    most: int = 4
    failures: dict[int, str] = field(default_factory=dict)

    def left(self, institution: str, customer: str) -> int:
        """Give how many are left."""
        return self.most - list(self.failures.values()).count(f"{institution} {customer}")

    def count_first(self, institution: str, customer: str) -> int:
        """Count one, if any is left."""
        if self.left(institution, customer) <= 0:
            raise LimitReached
        number = max(self.failures, default=0) + 1
        self.failures[number] = f"{institution} {customer}"
        return number

    def take_back(self, number: int) -> None:
        """Uncount one."""
        del self.failures[number]


@dataclass
class MemoryRecords:
    """The audit and the ended handoffs."""

    notes: list[tuple[str, str, str]] = field(default_factory=list)
    details: list[Mapping[str, str | int]] = field(default_factory=list)
    handoffs: dict[str, Handoff] = field(default_factory=dict)
    without_place: list[Handoff] = field(default_factory=list)
    down: bool = False

    def note(self, kind: str, handoff: Handoff, agent: str, detail: Mapping[str, str | int]) -> None:
        """Write an entry."""
        self._write()
        self.notes.append((kind, handoff.id, agent))
        self.details.append(detail)

    def save(self, handoff: Handoff) -> None:
        """Keep a handoff."""
        self._write()
        self.handoffs[handoff.id] = handoff

    def no_place(self, handoff: Handoff) -> None:
        """Keep a caller who found no place."""
        self._write()
        self.without_place.append(handoff)

    def _write(self) -> None:
        if self.down:
            raise Unavailable("database")
