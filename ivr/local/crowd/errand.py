"""What the people of a crowd call for, and who calls: the demo's customers, and strangers with a question."""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from threading import Lock

from ivr.stores.demo.customers import DemoCustomer

CODES = 4
"""How many calls of a customer end in a code: the table lets five be sent in a day."""
DENIALS = 2
"""How often a customer fails the checklist: the table lets it happen three times in a day."""


class Kind(StrEnum):
    """How a call goes; the value is how the terminal names it."""

    KEY = "restore a key"
    CLUMSY = "restore a key, code mistyped once"
    STRANGER = "restore a key, wrong answers"
    QUESTION = "a question"
    IMPATIENT = "a question, gives up waiting"
    CUT_OFF = "a question, cut off while waiting, calls again"
    CALL_BACK = "a question, would rather be called back"
    LOST = "gives up in the menu"


SHARES = {
    Kind.KEY: 30,
    Kind.CLUMSY: 6,
    Kind.STRANGER: 4,
    Kind.QUESTION: 32,
    Kind.IMPATIENT: 10,
    Kind.CUT_OFF: 5,
    Kind.CALL_BACK: 6,
    Kind.LOST: 7,
}
"""Of a hundred calls, so many are of each kind."""
NEED_CUSTOMER = frozenset({Kind.KEY, Kind.CLUMSY, Kind.STRANGER})


@dataclass(frozen=True)
class Errand:
    """One call: its kind, the caller's number (E.164), who they are if they say so, and seconds of patience."""

    kind: Kind
    number: str
    customer: DemoCustomer | None
    patience: float
    random: Random


@dataclass
class Callers:
    """Who may call next; a customer has one telephone, and is on it once."""

    customers: tuple[DemoCustomer, ...]
    random: Random
    _busy: set[str] = field(default_factory=set)
    _left: dict[tuple[str, str], int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def next(self) -> Errand:
        """Give the next call; when no customer is free who may still do it, somebody has a question instead."""
        with self._lock:
            kind = self.random.choices(tuple(SHARES), tuple(SHARES.values()))[0]
            customer = self._customer(kind) if kind in NEED_CUSTOMER else None
            if kind in NEED_CUSTOMER and customer is None:
                kind = Kind.QUESTION
            number = customer.mobile if customer else f"+57310{self.random.randrange(10**6, 10**7)}"
            patience = 20 + self.random.expovariate(1 / 40)
            return Errand(kind, number, customer, patience, Random(self.random.random()))

    def back(self, errand: Errand) -> None:
        """Note that a call is over: the caller may call again."""
        with self._lock:
            self._busy.discard(errand.number)

    def _customer(self, kind: Kind) -> DemoCustomer | None:
        purpose, most = ("denial", DENIALS) if kind is Kind.STRANGER else ("code", CODES)
        free = [
            one
            for one in self.customers
            if one.mobile not in self._busy and self._left.get((purpose, one.mobile), most) > 0
        ]
        if not free:
            return None
        chosen = self.random.choice(free)
        self._left[purpose, chosen.mobile] = self._left.get((purpose, chosen.mobile), most) - 1
        self._busy.add(chosen.mobile)
        return chosen


def may_restore(customer: DemoCustomer) -> bool:
    """Say whether somebody can restore their key alone: a mobile that is right, a document with digits, not frozen."""
    has_mobile = bool(customer.mobile) and not customer.new_mobile
    return has_mobile and customer.document_number.isdigit() and not customer.frozen
