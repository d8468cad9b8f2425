"""What scripts need besides a code by SMS to let customers prove who they are, as Protocols like those of ivr.ports."""

from typing import Protocol

from ivr.ports import slow
from ivr.values import Customer, Effect, Sealed


class TemporaryKeys(Protocol):
    """Keys that serve for some hours, until their owner has chosen another one; the institution's table allows them."""

    @slow
    def place(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Make what the customer typed their temporary access key, and that of the kinds beside it in the table.

        Raises KeyRefused, LimitReached; CodeRefused for a customer whose code was not proven in this conversation.
        """
