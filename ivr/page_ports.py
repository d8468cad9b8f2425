"""What only the scripts of pages need from outside, as Protocols like those of ivr.ports."""

from typing import Protocol

from ivr.values import Effect


class PageCallBacks(Protocol):
    """Calls that customers ask for on a page where they come to the end of what can be done without an agent."""

    def offered(self, effect: Effect, queue: str) -> str:
        """Give "" where a call of this queue can be asked for now, or when it can: an interval "now/then" (ISO 8601).

        Raises CallBackRefused where the queue's table has no call-backs, or a supervisor closed the queue.
        """

    def ask(self, effect: Effect, queue: str, procedure: str, number: str) -> str:
        """Have us call this number (ten digits) for what the page was about, and give the call-back's identifier.

        Raises CallBackRefused, LimitReached: the visitor is told the same in every case.
        """
