"""What a question knows: its name, its words, what kind of answer it wants; never how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from ivr.values import Sealed

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Variables = tuple[tuple[str, str | int], ...]


class Kind(StrEnum):
    """What kind of answer a question wants; a renderer decides how that is asked."""

    DIGITS = "digits"
    CHOICE = "choice"
    CONFIRMATION = "confirmation"
    AMOUNT = "amount"
    DATE = "date"
    TEXT = "text"
    SECRET = "secret"
    HUMAN = "human"
    """digits that are heard or read, or the work that a page did instead"""


@dataclass(frozen=True, slots=True)
class Form:
    """How long an answer is, in characters, both ends included."""

    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a menu: the key on a telephone, the answer it stands for, and the prompt that names it."""

    key: str
    answer: str
    prompt: str


@dataclass(frozen=True)
class Question(Generic[T_co]):
    """What is asked, never how. `name` is the step in records and reports; `prompt` the id of its text.

    Its reprompts are the prompts `<prompt>_silence`, `<prompt>_wrong` and `<prompt>_third`. `tries` bounds wrong
    answers and silences together. `beside` are the questions that a page asks in the same form after this one; one
    that `follows` is not the first of its form. `wishes` are what a page offers instead of an answer. A `verbatim`
    answer has no spaces, and is taken as it was written.
    """

    name: str
    prompt: str
    kind: Kind
    form: Form
    options: tuple[Option, ...] = ()
    variables: Variables = ()
    tries: int = 3
    accepts: Callable[[str], bool] | None = field(default=None, compare=False)
    beside: tuple[Question[Any], ...] = ()
    follows: bool = False
    wishes: tuple[str, ...] = ()
    verbatim: bool = False


def secret(name: str, prompt: str, shortest: int, longest: int, variables: Variables = ()) -> Question[Sealed]:
    """Ask for something that nobody may hear or read."""
    return Question(name, prompt, Kind.SECRET, Form(shortest, longest), variables=variables)


def together(questions: tuple[Question[T], ...]) -> tuple[Question[T], ...]:
    """Give the questions as those of one form: each knows what is asked beside it from there on."""
    return tuple(
        replace(question, beside=questions[place + 1 :], follows=place > 0) for place, question in enumerate(questions)
    )
