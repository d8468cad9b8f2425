"""What a conversation remembers: the answers, effects and folded scripts so far, in order, as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ivr.errors import Journaled
from ivr.ports import is_harmless
from ivr.values import decode, encode


class EntryKind(StrEnum):
    """What an entry of the journal holds."""

    ANSWER = "answer"
    """what the caller answered to a question, or wished instead"""
    OUTCOME = "outcome"
    """how a wait for an agent ended"""
    EFFECT = "effect"
    """what a port answered"""
    PAUSE = "pause"
    """a slow effect was announced, and its result asked for in the next turn"""
    CROSSING = "crossing"
    """the conversation went over to a page, or back to the telephone"""
    FOLD = "fold"
    """the result of an inner script that has ended"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: a value, or an error that a script may catch."""

    kind: EntryKind
    name: str
    value: Any = None
    error: Journaled | None = None

    def result(self) -> Any:
        """Give the value, or raise the error."""
        if self.error is not None:
            raise self.error
        return self.value


Journal = list[Entry]


def dump(journal: Sequence[Entry]) -> list[list[Any]]:
    """Give the journal as JSON: `[kind, name, value]`, or `[kind, name, null, error, detail]`."""
    return [
        [entry.kind, entry.name, encode(entry.value)]
        if entry.error is None
        else [entry.kind, entry.name, None, type(entry.error).__name__, entry.error.detail]
        for entry in journal
    ]


def load(data: list[list[Any]]) -> Journal:
    """Give back what was dumped."""
    return [
        Entry(EntryKind(item[0]), item[1], decode(item[2]))
        if len(item) == 3  # noqa: PLR2004 - three for a value, five for an error
        else Entry(EntryKind(item[0]), item[1], None, Journaled.kinds[item[3]](item[4]))
        for item in data
    ]


def rewound(journal: Journal) -> Journal | None:
    """Give the journal as it was at the question before; None when an effect or an ended script lies between.

    What only looked at something outside and changed nothing (`ivr.ports.harmless`) is no obstacle.
    """
    before = len(journal)
    while before and is_look(journal[before - 1]):
        before -= 1
    if before and journal[before - 1].kind is EntryKind.ANSWER and journal[before - 1].error is None:
        return journal[: before - 1]
    return None


def is_look(entry: Entry) -> bool:
    """Say whether an entry is an effect that went well and changed nothing."""
    return entry.kind is EntryKind.EFFECT and entry.error is None and is_harmless(entry.name)


def in_capsule(journal: Journal) -> bool:
    """Say whether the caller is where nobody hears the keys: a capsule was entered, and not left again."""
    for entry in reversed(journal):
        if entry.kind is EntryKind.EFFECT and entry.name in ("Handoffs.enter_capsule", "Handoffs.leave_capsule"):
            return entry.name == "Handoffs.enter_capsule" and entry.error is None
    return False
