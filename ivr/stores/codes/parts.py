"""What sending and proving a security code takes: the bank's contacts, the sentence to send, and the stores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.sealing import Sealer
from ivr.stores.bank.reaching import Reach
from ivr.stores.codes.book import CodeBook
from ivr.stores.limits.counters import Limits
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.values import Customer


class Contacts(Protocol):
    """Where the bank reaches its customers."""

    def reach(self, institution: str, customer: Customer) -> Reach:
        """Give mobile and e-mail with their masks; an unknown customer has none, and steady masks of others."""


@dataclass(frozen=True, slots=True)
class CodeParts:
    """The parts that are joined to send and prove codes."""

    records: Records
    book: CodeBook
    limits: Limits
    sealer: Sealer
    contacts: Contacts
    texts: Texts
    tables: Mapping[str, Institution]
    clock: Clock
    host: str = ""
    """of our pages: what a code for one of them is bound to in the browser"""
