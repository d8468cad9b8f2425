"""What the agents' side needs from the bank, the records and the codes, as Protocols."""

from collections.abc import Mapping
from typing import Protocol

from ivr.agents.handoff import Handoff
from ivr.values import Customer, Document


class CustomerFile(Protocol):
    """The bank's file of a customer, as far as an agent may use it. Any method may raise Unavailable."""

    def identify(self, institution: str, document: Document) -> Customer:
        """Give whom a document names; an unknown one gets a steady decoy."""

    def can_answer(self, kind: str, typed: str) -> bool:
        """Say whether what was typed can answer a question of this kind (`CheckQuestion.kind`) at all."""

    def check_answer(self, institution: str, customer: Customer, question: str, typed: str) -> bool:
        """Say whether what the caller said matches; the stored answer never leaves the bank."""

    def summary(self, institution: str, customer: Customer) -> str:
        """Give the customer's name as an agent may read it: masked."""

    def masked_mobile(self, institution: str, customer: Customer) -> str:
        """Give the mask of the registered mobile, or nothing when there is none."""

    def change_mobile(self, handoff: Handoff, number: str, agent: str, key: str) -> None:
        """Register a new mobile (E.164) of the handoff's customer, and tell the old and the new contact.

        `key` makes a repetition harmless. Raises DeskError: not_a_mobile, unknown_customer, frozen.
        """

    def is_frozen(self, institution: str, customer: Customer) -> bool:
        """Say whether key and contacts are kept from changes until an agent has looked into it."""

    def freeze(self, handoff: Handoff, agent: str) -> None:
        """Keep key and contacts of its customer from changes, tell every contact; a repetition changes nothing."""

    def unfreeze(self, handoff: Handoff, agent: str) -> None:
        """Let key and contacts be changed again and tell every contact; a repetition changes nothing."""


class CodeSender(Protocol):
    """Security codes that an agent has sent."""

    def send_for(self, handoff: Handoff, agent: str, key: str) -> str:
        """Send a code for the caller's conversation and procedure to the mobile registered now; give its mask.

        Raises LimitReached, NoMobile, Unavailable; `key` makes a repetition harmless.
        """

    def revoke(self, institution: str, customer: Customer) -> None:
        """Void the customer's codes that wait and those that were proven, in every call. Raises Unavailable."""


class ChecklistLimits(Protocol):
    """How often answers of a customer's checklist may fail, over all calls. Raises Unavailable: then none may."""

    def left(self, institution: str, customer: str) -> int:
        """Give how many wrong answers the customer (by reference) has left today."""

    def count_first(self, institution: str, customer: str) -> int:
        """Count a wrong answer before one is compared, so that many at once are not tried either; give its number.

        Raises LimitReached.
        """

    def take_back(self, number: int) -> None:
        """Uncount what was counted first: the answer was right."""


class AuditTrail(Protocol):
    """What agents did, written so that it cannot be changed. Raises Unavailable: then nothing is done."""

    def note(self, kind: str, handoff: Handoff, agent: str, detail: Mapping[str, str | int]) -> None:
        """Write one entry: `kind` is a stable word; `detail` never holds an answer, a code or a number in full."""


class HandoffRecords(Protocol):
    """The facts of ended handoffs, for reports."""

    def save(self, handoff: Handoff) -> None:
        """Keep an ended handoff; the same one again changes nothing. Raises Unavailable."""

    def no_place(self, handoff: Handoff) -> None:
        """Keep that a caller whose document is known found the queue closed or full. Raises Unavailable."""
