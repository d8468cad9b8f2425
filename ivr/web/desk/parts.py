"""What the desk's own telephone needs from outside."""

from dataclasses import dataclass
from typing import Protocol

from ivr.agents.desk.phone import DeskPhone


class Passes(Protocol):
    """Makes the passes with which a page becomes a telephone of the network."""

    def make(self, identity: str, seconds: int) -> str:
        """Give a pass for calls that come in to this client, good for so many seconds."""


@dataclass(frozen=True, slots=True)
class PhoneParts:
    """The telephone in the page. `passes` is None where the network has no key of ours: then there is none.

    `signalling` is `host:port` of a network of one's own, which speaks without TLS; nothing means Twilio's.
    """

    telephone: DeskPhone
    passes: Passes | None = None
    signalling: str = ""
