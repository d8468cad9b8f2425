"""What the branch needs from outside, as Protocols. Every method raises Unavailable when its store does not answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ivr.agents.branch.attendance import Attendance, Finger
from ivr.agents.branch.request import Request
from ivr.values import Customer, Document


class FingerprintReader(Protocol):
    """A service that holds a finger on a branch's reader against whom a document names."""

    def ask(self, institution: str, staff: str, customer: Customer) -> str:
        """Wait for a finger at the reader of a member of the staff; give the reader's name for that."""

    def answer(self, check: str) -> Finger:
        """Give waiting, valid or differs."""


class CustomerFile(Protocol):
    """The bank's file as far as a branch may see it: masks."""

    def identify(self, institution: str, document: Document) -> Customer:
        """Give whom a document names, or a steady decoy."""

    def summary(self, institution: str, customer: Customer) -> str:
        """Give the initials of the customer's names."""

    def masked_mobile(self, institution: str, customer: Customer) -> str:
        """Give the mask of the registered mobile; empty when there is none."""

    def is_frozen(self, institution: str, customer: Customer) -> bool:
        """Say whether key and contacts are kept from being changed."""


class OfficeCodeSender(Protocol):
    """Sends a branch's codes."""

    def send(self, institution: str, customer: Customer, staff: str, key: str) -> str:
        """Send a code to the registered mobile and give its mask. Raises LimitReached, NoMobile."""


class AttendanceBook(Protocol):
    """Whom the staff attend, each deed with its audit in one transaction."""

    def open(self, institution: str, staff: str, customer: Customer, most: int) -> Attendance:
        """Attend a customer, and nobody else any more; the look is recorded first.

        Raises LimitReached when the member of the staff has looked up `most` others within a day.
        """

    def of(self, staff: str) -> Attendance | None:
        """Give whom somebody attends now."""

    def end(self, attendance: Attendance) -> None:
        """Attend them no more."""

    def code_sent(self, attendance: Attendance) -> None:
        """Count a code that was sent."""

    def change_mobile(self, attendance: Attendance, earlier: str, number: str) -> bool:
        """Register a new mobile (E.164) if `earlier` is the registered one, and tell both; False when it is not.

        A number that is not the registered one counts as a failure of the customer. Raises LimitReached, DeskError:
        frozen, unknown_customer.
        """

    def finger(self, attendance: Attendance, finger: Finger, check: str = "") -> None:
        """Note what the reader said."""


class RequestBook(Protocol):
    """Requests that were filed, each deed with its audit in one transaction; numbers are kept sealed."""

    def file(self, attendance: Attendance, number: str, attested_by: str) -> None:
        """File a request for a mobile (E.164), and tell the number so far. Raises DeskError (request_open, frozen)."""

    def answer(self, institution: str, request: str, by: str, why: str) -> None:
        """Say yes (no `why`) to a request that waits, or no to one that is open.

        Raises DeskError (request_over, own_change).
        """

    def requests(self, institution: str, now: datetime) -> Sequence[Request]:
        """Give those that are open or were over lately, the most urgent first."""


class Signatures(Protocol):
    """Second factors of the staff."""

    def sign(self, institution: str, user: str, code: str) -> str:
        """Give the identifier of a member who may attend at a branch and shows their factor; empty when they do not.

        A code serves once. Raises LimitReached.
        """
