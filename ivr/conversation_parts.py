"""What conversations need from those who keep calls, serve tables, and seal secrets."""

from dataclasses import dataclass
from typing import Protocol

from ivr.calls import Call
from ivr.institutions import Institution
from ivr.reply import Enqueue
from ivr.values import Channel, Sealed


@dataclass(frozen=True, slots=True)
class TurnEvent:
    """What merely happened in a turn, for records and live pages: steps and kinds of answer, never digits.

    `asked_by` is the channel whose turn it was; `told` names the last sentence of a page that ended or gave the
    conversation back to its telephone.
    """

    type: str
    call: Call
    step: str
    kind: str
    milliseconds: int
    asked_by: Channel = Channel.PHONE
    told: str = ""


class CallStore(Protocol):
    """Where live calls are kept between two turns: one round trip each."""

    def load(self, call: str) -> Call | None:
        """Give the call as it was last saved; None when it is not known. Raises CallEnded."""

    def save(self, call: Call, event: TurnEvent, answer: str = "") -> bool:
        """Keep the call if nobody saved it since it was loaded (its revision is one higher), and publish the event.

        While another answer than this one is claimed, nothing is kept: that one may have had effects already.
        """

    def leave(self, call: Call, event: TurnEvent) -> bool:
        """Keep a call whose telephone is gone, and which lives with visits of pages from now on, like `save`."""

    def claim(self, call: Call, answer: str) -> bool:
        """Say whether this answer is the one that may have effects now: the first since the call was last saved."""

    def wipe(self, call: Call, event: TurnEvent) -> None:
        """Forget all of an ended call but that it was there; publish the event."""


class Tables(Protocol):
    """The institutions' tables, by version."""

    def get(self, institution: str, version: str) -> Institution:
        """Give the table that a call began with. Raises LookupError when nobody has it any more."""

    def current(self, institution: str) -> Institution:
        """Give the table that new calls begin with."""

    def of_line(self, number: str) -> Institution | None:
        """Give the institution whose line has this number, or None."""


class Agents(Protocol):
    """The agents, as far as a conversation whose script was changed has to know them."""

    def keep(self, institution: str, call: str, effect: str) -> Enqueue | None:
        """Lead a caller back to the agent who has them, and give the wait for that agent; None when nobody has them."""


class Secrets(Protocol):
    """What seals secrets and makes tokens."""

    def new_key(self) -> str:
        """Give a random key for one conversation."""

    def seal(self, sealing_key: str, purpose: str, text: str) -> Sealed:
        """Seal a secret under a conversation's key."""


class TokenMaker(Protocol):
    """What proves that a URL is ours and names this call and turn."""

    def make(self, *parts: str) -> str:
        """Give the token of these parts."""

    def good(self, token: str, *parts: str) -> bool:
        """Say whether the token is that of these parts."""
