"""All that scripts and agents need from outside, as Protocols: who implements them is decided in assembly.py.

Each method takes the `Effect` first: a script never passes it, the dialog engine does. Results and errors are
written into the journal, so they are `journal_value`s, strings, numbers or None, and subclasses of `Journaled`.
Any method may raise `Unavailable`. A repetition of the same `effect.idempotency_key` gives the first result again.
"""

from datetime import datetime
from typing import Protocol

from ivr.values import AgentOnCall, Customer, Document, Effect, Sealed


class Clock(Protocol):
    """The time, as a port, so that tests can move it and a replay can repeat it."""

    def now(self) -> datetime:
        """Give the instant, aware, in UTC."""


class Customers(Protocol):
    """The customers of the institution."""

    def identify(self, effect: Effect, document: Document) -> Customer:
        """Give whom the document names; an unknown one gets a steady decoy after the same work.

        Raises LimitReached when this caller number has tried too many documents today.
        """


class Codes(Protocol):
    """Security codes by SMS."""

    def send(self, effect: Effect, customer: Customer) -> str:
        """Send a code to the registered mobile and give its mask, for example "•••• 4567" (a decoy for an unknown customer).

        Raises LimitReached, NoMobile.
        """

    def prove(self, effect: Effect, customer: Customer, code: Sealed) -> None:
        """Use up the code of this conversation and procedure. Raises CodeRefused, LimitReached."""


class Keys(Protocol):
    """The customers' keys: argon2id hashes, never a key in clear."""

    def state(self, effect: Effect, customer: Customer) -> str:
        """Give none, active or blocked."""

    def confirm(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Check the current key. Raises KeyWrong, LimitReached (the key is then blocked)."""

    def check(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Hold a new key against the institution's policy. Raises KeyRefused with the rules that it breaks."""

    def replace(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Set the key; in the same transaction the history, the audit, and a notice owed to every contact.

        Only for a customer whose code was proven in this conversation. Raises KeyRefused, LimitReached.
        """


class Handoffs(Protocol):
    """A caller's way to an agent and back."""

    def request(self, effect: Effect, queue: str, about: Customer | None, front: int) -> str:
        """Put the caller into the queue (`front` 1: before all others) and give the handoff's identifier.

        Raises QueueClosed, QueueFull.
        """

    def back(self, effect: Effect, agent: AgentOnCall) -> str:
        """Lead the caller back to the same agent and give the handoff's identifier. Raises AgentLost."""

    def enter_capsule(self, effect: Effect, agent: AgentOnCall) -> None:
        """Confirm that nobody can hear the caller's keys. Raises CapsuleFailed: then nothing secret is asked."""

    def leave_capsule(self, effect: Effect, agent: AgentOnCall) -> None:
        """Say that nothing secret is being typed any more."""

    def tell(self, effect: Effect, agent: AgentOnCall, progress: str) -> None:
        """Show the agent how far the caller is: a word such as code_accepted or key_set, never a digit."""
