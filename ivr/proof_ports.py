"""What scripts need besides a code by SMS to let customers prove who they are, as Protocols like those of ivr.ports."""

from dataclasses import dataclass
from typing import Protocol

from ivr.ports import harmless, slow
from ivr.values import Customer, Document, Effect, HumanCheck, Sealed, journal_value


@journal_value
@dataclass(frozen=True, slots=True)
class Masks:
    """What may be shown of a customer's mobile ("•••• 4567") and e-mail ("jh*****@example.co"); empty: none."""

    mobile: str
    email: str


class Contacts(Protocol):
    """Where the institution reaches its customers."""

    def masks(self, effect: Effect, customer: Customer) -> Masks:
        """Give the masks of mobile and e-mail; an unknown customer has steady ones of nobody."""


class Users(Protocol):
    """The users of companies: persons who act for one, each under a name that the institution gave them."""

    def identify(self, effect: Effect, company: Document, user: str) -> Customer:
        """Give who has this user name (its case counts) at a company; a steady decoy for whom nobody knows.

        Raises LimitReached.
        """

    def find(self, effect: Effect, company: Document, keys: str) -> Customer | None:
        """Give the user of a company whose name is written with these keys of a telephone; None where several are.

        A steady decoy where none is. Raises LimitReached.
        """


@journal_value
@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that was sent: the mask of an e-mail address, and its name, which opens nothing."""

    mask: str
    name: str


class Links(Protocol):
    """One-time links to the registered e-mail; opening one consumes nothing, going on with it does."""

    @slow
    def send(self, effect: Effect, customer: Customer) -> SentLink:
        """Send a link to go on with this procedure; the mask is a decoy for who has no address, or is unknown.

        Raises LimitReached.
        """


@journal_value
@dataclass(frozen=True, slots=True)
class Recognition:
    """The image (a name of `ivr.recognition`) and the phrase by which a member recognises our page."""

    image: str
    phrase: str


class Recognitions(Protocol):
    """What is shown to whoever typed a document, before the key: the member's own, or what looks like it."""

    def shown(self, effect: Effect, customer: Customer) -> Recognition:
        """Give the member's image and phrase; steady ones of nobody for an unknown document, and before the choice."""

    def missing(self, effect: Effect, customer: Customer) -> int:
        """Say (1 or 0) whether a member who has come in has chosen none yet."""

    @slow
    def choose(self, effect: Effect, customer: Customer, image: str, phrase: str) -> None:
        """Keep the image and phrase of a member who has come in; every contact is told."""


class SentKeys(Protocol):
    """Temporary keys that we make and send; the present key goes on working until one of them is used."""

    @slow
    def send(self, effect: Effect, customer: Customer, by: str) -> None:
        """Send a temporary key by sms or email, or by the other means to who has that one only.

        Nothing that comes back tells who is unknown, or can be reached nowhere. Raises LimitReached.
        """


@journal_value
@dataclass(frozen=True, slots=True)
class ProductQuestion:
    """What is asked: the `fact` (opened_year, office, last_four, instalment, held), and of which product by its name.

    `options` are what may be answered, the right one among them; nobody outside the bank knows which that is. `id`
    names the product to the bank.
    """

    id: str
    fact: str
    product: str
    options: tuple[str, ...]


class Products(Protocol):
    """What customers have, as far as they prove by it who they are."""

    def questions(self, effect: Effect, customer: Customer) -> tuple[ProductQuestion, ...]:
        """Give what is asked of this customer: always the same; an unknown one gets steady decoys.

        Raises CodeRefused (none) for who has not proven the code, NoProducts, LimitReached.
        """

    def answer(
        self, effect: Effect, customer: Customer, asked: tuple[ProductQuestion, ...], answers: tuple[str, ...]
    ) -> None:
        """Hold all answers (the options' places, from 1) against the bank's file.

        Raises AnswersWrong when one is wrong, never saying which; LimitReached, CodeRefused (none).
        """


class OfficeCodes(Protocol):
    """Codes that a branch had sent to a customer who stood there: used on the line or on a page, while they serve."""

    def prove(self, effect: Effect, customer: Customer, code: Sealed) -> None:
        """Use the code up, and let this conversation go on.

        Raises CodeRefused (office: whatever was wrong, also for who was never at a branch), LimitReached.
        """


class TemporaryKeys(Protocol):
    """Keys that serve for some hours, until their owner has chosen another one; the institution's table allows them."""

    @slow
    def place(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Make what the customer typed their temporary access key, and that of the kinds beside it in the table.

        Raises KeyRefused, LimitReached; CodeRefused for a customer whose code was not proven in this conversation.
        """


class HumanChecks(Protocol):
    """What tells people from programs, before anything is sent; it proves nothing of a customer."""

    @harmless
    def begin(self, effect: Effect) -> HumanCheck:
        """Give a new check for this conversation, of the kind that the table asks for on this channel."""

    def prove(self, effect: Effect, check: HumanCheck, answer: str) -> None:
        """Use a check up: `answer` is its digits, or the work that a page did.

        Raises HumanCheckFailed, LimitReached.
        """


class Terms(Protocol):
    """The terms and conditions that a customer accepts before something is done."""

    def accept(self, effect: Effect, customer: Customer, version: str) -> None:
        """Write down that whoever acts for this customer accepted the terms of this version."""
