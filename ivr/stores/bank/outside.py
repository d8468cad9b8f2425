"""What the reference bank needs from others, as Protocols."""

from typing import Protocol

from sqlalchemy.orm import Session

from ivr.values import Customer, Document, Effect, Sealed


class Opener(Protocol):
    """Opens what was typed in secret, in the conversation that it was typed in."""

    def open(self, sealing_key: str, sealed: Sealed) -> str:
        """Give what was typed. Raises Unavailable for anything that was not sealed in this conversation."""


class Proofs(Protocol):
    """Knows which customers proved their mobile with a code."""

    def proven(self, effect: Effect, customer: Customer) -> bool:
        """Say whether a code was proven in this conversation and procedure. Raises Unavailable."""


class DocumentLimits(Protocol):
    """How many documents one caller may ask for."""

    def allow_document(self, session: Session, effect: Effect, document: Document) -> None:
        """Count a document of this caller number. Raises LimitReached."""


class KeyLimits(Protocol):
    """How often a customer may be wrong, over all calls."""

    def allow_try(self, session: Session, institution: str, customer: Customer) -> bool:
        """Say whether they may try alone. Raises LimitReached when nobody may, for a while."""

    def failed(self, session: Session, institution: str, customer: Customer) -> None:
        """Count a wrong key."""

    def succeeded(self, session: Session, institution: str, customer: Customer) -> None:
        """Begin the row of failures again."""


class CustomerLimits(DocumentLimits, KeyLimits, Protocol):
    """What the search for a customer is held against: documents of one caller, failures of one customer."""
