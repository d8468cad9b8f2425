"""A call-back: a caller's place in a queue that is kept while they hang up, until we call them and they are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ivr.agents.floor import Steps


class Standing(StrEnum):
    """Where a call-back stands."""

    WAITING = "waiting"
    DIALLING = "dialling"
    ENDED = "ended"


class News(StrEnum):
    """What becomes of one that is being dialled; see `call_back_news.lua`."""

    DIALLED = "dialled"
    UNSENT = "unsent"
    MISSED = "missed"
    REACHED = "reached"
    DECLINED = "declined"
    EXPIRED = "expired"
    LEFT = "left"


class Ending(StrEnum):
    """How one ended."""

    REACHED = "reached"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CallBack:
    """A call-back; instants are aware UTC, None where it has not happened.

    `number` is E.164; `handoff` the wait that it ended, "" where it was asked for on a page (`channel` is web then, and
    else phone). `counts_from` and `priority` are its place. `tries` were begun, the first at `dialled`; `call` is the
    CallSid of the last one. `outcome` is a word of `Ending`.
    """

    id: str
    institution: str
    queue: str
    number: str
    procedure: str
    handoff: str
    asked: datetime
    counts_from: datetime
    priority: int = 0
    state: Standing = Standing.WAITING
    tries: int = 0
    call: str = ""
    dialled: datetime | None = None
    reached: datetime | None = None
    ended: datetime | None = None
    outcome: str = ""
    channel: str = "phone"


@dataclass(frozen=True, slots=True)
class Step:
    """News of a call-back, from the call `call` where one is meant; seconds `apart` from the next try, of `most`.

    `priority` is added to the place of one that was reached, which is kept for `kept` seconds.
    """

    id: str
    what: News
    call: str = ""
    apart: int = 0
    most: int = 0
    priority: int = 0
    kept: int = 0


class CallBackStore(Protocol):
    """The call-backs that are owed. Any method may raise Unavailable."""

    def ask(self, wanted: CallBack, call: str, effect: str, now: datetime) -> str:
        """Keep the place of the caller of `call` as a call-back and give its identifier.

        A number has one at most: it is given then. Raises LimitReached, LookupError when the place is gone.
        """

    def enlist(self, wanted: CallBack, effect: str, now: datetime) -> str:
        """Give somebody who waits nowhere a place from now on, and the call-back's identifier.

        A number has one at most: it is given then. Raises LimitReached.
        """

    def due(self, institution: str, steps: Steps, now: datetime) -> tuple[str, ...]:
        """Take those whose turn has come, in the queues of `steps`, for whom an agent with the skills is free.

        Each is given to one taker only, who dials.
        """

    def tell(self, step: Step, now: datetime) -> bool:
        """Say what became of one; no when it does not stand so (any more)."""

    def get(self, call_back: str) -> CallBack | None:
        """Give one, also when it ended lately."""

    def of_call(self, institution: str, call: str) -> CallBack | None:
        """Give the one for which this call was made."""

    def dialling(self, institution: str, before: datetime) -> tuple[str, ...]:
        """Give those that have been dialled since before this instant."""

    def waiting(self, institution: str, queues: Sequence[str]) -> tuple[str, ...]:
        """Give those that wait for their turn."""

    def unsaved(self, institution: str) -> tuple[str, ...]:
        """Give those that ended and are not in the records yet."""

    def saved(self, call_back: str) -> None:
        """Note that one is in the records."""


class CallBackRecords(Protocol):
    """The facts of call-backs that ended, for reports."""

    def save_call_back(self, call_back: CallBack) -> None:
        """Keep one; the same again changes nothing. Raises Unavailable."""
