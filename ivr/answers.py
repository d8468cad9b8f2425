"""What the keys that a caller pressed mean at a question: an answer, a miss, or a wish."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ivr.dialog import Kind, Question
from ivr.values import Sealed

Seal = Callable[[str], Sealed]

AGENT, REPEAT, BACK = "0", "9", "*"
ANOTHER_CODE = "another_code"
"""A wish that only a page offers."""
ONE_KEY = (Kind.CHOICE, Kind.CONFIRMATION)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, as the script gets it; there is `more` where what came answers the question beside it too.

    `again` is what a page shows in its fields should the same question be asked once more: nobody writes the same
    twice (WCAG 2.2, 3.3.7). No secret is in it.
    """

    value: Any
    more: bool = False
    again: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Missed:
    """No answer: `reason` is silence or wrong; `heard` counts the characters that were typed.

    `again` is what a page shows beside its fields when it asks again (its channel's own word, without any secret).
    Such a miss costs no try: a form says what is wrong as often as it takes, and nothing was guessed.
    """

    reason: str
    heard: int = 0
    again: str = ""


@dataclass(frozen=True, slots=True)
class Wished:
    """A universal key, or an entry that the caller threw away with a star: `key` is 0, 9 or *; or a page's own wish."""

    key: str


Heard = Answered | Missed | Wished
Interpret = Callable[[Question[Any], str, Seal], Heard]
"""How a channel reads what came: the question, what was typed (as the channel wrote it), and what seals a secret."""


def interpret(question: Question[Any], typed: str, seal: Seal) -> Heard:
    """Say what `typed` means (DTMF as the network gives it, without the finishing `#`; empty for silence)."""
    if typed.strip("#") == "":
        return Missed("silence")
    if question.kind in ONE_KEY:
        return one_key(question, typed[0])
    if typed in (AGENT, REPEAT, BACK) and question.form.shortest > 1:
        return Wished(typed)
    if typed.endswith("*"):
        return Wished(REPEAT)
    return entry(question, typed.rstrip("#"), seal)


def one_key(question: Question[Any], key: str) -> Heard:
    """Read the one key of a menu: an option of the table goes before the universal keys."""
    for option in question.options:
        if option.key == key:
            return Answered(option.key == "1" if question.kind is Kind.CONFIRMATION else option.answer)
    return Wished(key) if key in (AGENT, REPEAT, BACK) else Missed("wrong", 1)


def entry(question: Question[Any], typed: str, seal: Seal) -> Heard:
    """Read a number: its length, then what its kind and the question itself ask for."""
    form = question.form
    if not typed.isascii() or not typed.isdigit() or not form.shortest <= len(typed) <= form.longest:
        return Missed("wrong", len(typed))
    if question.accepts is not None and not question.accepts(typed):
        return Missed("wrong", len(typed))
    if question.kind is Kind.SECRET:
        return Answered(seal(typed))
    if question.kind is Kind.DATE:
        return typed_date(typed)
    return Answered(int(typed) if question.kind is Kind.AMOUNT else typed)


def typed_date(typed: str) -> Heard:
    """Read a date typed as day, month, year: eight digits."""
    try:
        return Answered(date(int(typed[4:]), int(typed[2:4]), int(typed[:2])).isoformat())
    except ValueError:
        return Missed("wrong", len(typed))
