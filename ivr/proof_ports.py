"""What scripts need besides a code by SMS to let customers prove who they are, as Protocols like those of ivr.ports."""

from typing import Protocol

from ivr.ports import slow
from ivr.values import Customer, Effect, Sealed


class Links(Protocol):
    """One-time links to the registered e-mail; opening one consumes nothing, going on with it does."""

    @slow
    def send(self, effect: Effect, customer: Customer) -> str:
        """Send a link to go on with this procedure; give the address's mask (a decoy for an unknown customer).

        Raises LimitReached, NoEmail.
        """


class TemporaryKeys(Protocol):
    """Keys that serve for some hours, until their owner has chosen another one; the institution's table allows them."""

    @slow
    def place(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Make what the customer typed their temporary access key, and that of the kinds beside it in the table.

        Raises KeyRefused, LimitReached; CodeRefused for a customer whose code was not proven in this conversation.
        """
