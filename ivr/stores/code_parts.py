"""What sending and proving a security code takes: the bank's contacts, the sentence to send, and the stores."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.sealing import Sealer
from ivr.stores.code_book import CodeBook
from ivr.stores.limits import Limits
from ivr.stores.records import Records
from ivr.values import Customer

Texts = Callable[[str, str, Mapping[str, str | int]], str]
"""(institution, prompt id, variables) -> the message, as `ivr.prompts.Prompts.sms`."""


class Contacts(Protocol):
    """Where the bank reaches its customers."""

    def mobile(self, institution: str, customer: Customer) -> str | None:
        """Give the registered mobile in E.164; None when there is none, and for an unknown customer."""

    def masked_mobile(self, institution: str, customer: Customer) -> str:
        """Give the mask of the registered mobile; empty when there is none, a steady decoy for an unknown customer."""


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
