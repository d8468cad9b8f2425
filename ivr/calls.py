"""A call, or a visit of a page, as it lives between two turns, and how its status may change."""

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ivr.errors import ConflictError
from ivr.journal import Entry, EntryKind, Journal, dump, load
from ivr.values import Channel


class CallStatus(StrEnum):
    """What a call waits for."""

    ASKING = "asking"
    """the caller's answer to a question"""
    WAITING = "waiting"
    """an agent: in the queue, or in a room with one"""
    PAUSING = "pausing"
    """the next turn, in which a slow effect gives its result"""
    LINKED = "linked"
    """the page on which it goes on: its link was sent, and nobody has opened it yet"""
    ANSWERED = "answered"
    """the turn that fetches what follows an answer from outside"""
    ENDED = "ended"


LEGAL: dict[CallStatus, frozenset[CallStatus]] = {
    CallStatus.ASKING: frozenset(CallStatus),
    CallStatus.WAITING: frozenset(CallStatus) - {CallStatus.WAITING, CallStatus.LINKED},
    CallStatus.LINKED: frozenset(CallStatus) - {CallStatus.WAITING},
    CallStatus.PAUSING: frozenset(CallStatus),
    CallStatus.ANSWERED: frozenset(CallStatus),
    CallStatus.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One caller's call. `id` is the CallSid; `turn` counts the turns taken; `revision` rises with each save.

    `spent` counts misses by question (journal index and name): going back never gives tries back. `awaited` names the
    question, handoff or effect that the call waits for, `place` the scripts that run, outermost first.
    `purpose` names the script of a call that we made, or of a page, and is empty where we were called. `shown` is the
    last turn's document: TwiML, or the page. `answered` stands for the last answer, `at` is when it came (ISO).
    While it goes on on a page, `on_page` is true; `link` names the link that opens it until `until` (ISO), `visitor`
    stands for who opened it, and then the page is over at `until`; `page` is what they see, and it goes on when the
    telephone has `hung_up`.
    """

    id: str
    institution: str
    version: str
    line: str
    caller_number: str
    sealing_key: str
    opened_at: str
    status: CallStatus = CallStatus.ASKING
    turn: int = 0
    revision: int = 0
    awaited: str = ""
    place: str = ""
    slow: bool = False
    journal: Journal = field(default_factory=list)
    spent: dict[str, int] = field(default_factory=dict)
    shown: str = ""
    purpose: str = ""
    channel: Channel = Channel.PHONE
    answered: str = ""
    at: str = ""
    on_page: bool = False
    hung_up: bool = False
    visitor: str = ""
    page: str = ""
    until: str = ""
    link: str = ""

    @property
    def turn_of(self) -> Channel:
        """Say which channel's turn it is: each question is that of one."""
        return Channel.WEB if self.on_page else self.channel

    @property
    def kept_with(self) -> Channel:
        """Say with what it lives: with telephone calls, as long as its telephone does, or with visits of pages."""
        return Channel.WEB if self.hung_up else self.channel

    @property
    def procedure(self) -> str:
        """Say what the caller came for: the outermost script that runs, for example restore."""
        return self.place.partition(".")[0]

    def become(self, status: CallStatus, **changes: Any) -> "Call":
        """Give the call in its next status; at its end it forgets. Raises ConflictError when that is not legal."""
        if status not in LEGAL[self.status]:
            raise ConflictError(f"a call that is {self.status} cannot become {status}")
        if status is CallStatus.ENDED:
            changes |= {"journal": [], "sealing_key": ""}
        return replace(self, status=status, revision=self.revision + 1, **changes)

    def showing(self, document: str, channel: Channel, **changes: Any) -> "Call":
        """Give the call with what this channel shows now; whoever opened its page by a link sees that alone."""
        where = "page" if self.visitor and channel is Channel.WEB else "shown"
        return replace(self, **changes | {where: document})

    def dump(self) -> str:
        """Give the call as JSON, without its revision and document, which are stored beside it."""
        fields = {name: getattr(self, name) for name in STORED}
        return json.dumps(fields | {"journal": dump(self.journal)}, ensure_ascii=False, separators=(",", ":"))


STORED = tuple(name for name in Call.__dataclass_fields__ if name not in ("journal", "revision", "shown"))


def load_call(state: str, revision: int, shown: str) -> Call:
    """Give back a call that was dumped, by this release or by one that keeps a field more or a field less."""
    kept: dict[str, Any] = json.loads(state)
    data = {name: kept[name] for name in STORED if name in kept}
    data |= {"status": CallStatus(kept["status"]), "journal": _read(kept["journal"])}
    return Call(**data | {"channel": Channel(kept.get("channel", Channel.PHONE))}, revision=revision, shown=shown)


def _read(journal: list[list[Any]]) -> Journal:
    """Give the journal; one with words of another release is given as one that no script agrees with."""
    try:
        return load(journal)
    except (KeyError, TypeError, ValueError):
        return [Entry(EntryKind.FOLD, "unreadable")]
