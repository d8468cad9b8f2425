"""What a channel must do next: the sentences to say, and what to wait for; the renderer decides how."""

from dataclasses import dataclass
from typing import Any

from ivr.dialog import Question, Say


@dataclass(frozen=True, slots=True)
class Listen:
    """Ask a question. `attempt` picks the words: "" first, then silence, wrong, third (slower, offers an agent).

    `heard` counts the characters of the last answer, for "son diez dígitos; recibí nueve"; `again` is what a page shows
    beside its fields (see `ivr.answers.Missed`).
    """

    question: Question[Any]
    attempt: str = ""
    heard: int = 0
    again: str = ""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Wait in a queue of the institution."""

    queue: str
    handoff: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Something slow comes now: fetch the next turn as soon as the sentences are said."""


@dataclass(frozen=True, slots=True)
class Away:
    """The conversation goes on on a page that somebody else opens: this channel waits, or has said all there is."""


@dataclass(frozen=True, slots=True)
class End:
    """Hang up."""


Then = Listen | Enqueue | Meanwhile | Away | End


@dataclass(frozen=True, slots=True)
class Reply:
    """One turn's answer. `turn` and `token` name the webhook of the *next* turn; `slow` asks for the slower voice.

    `purpose` is that of the conversation; `back` says whether there is a question to go back to.
    """

    institution: str
    version: str
    say: tuple[Say, ...]
    then: Then
    turn: int
    token: str
    slow: bool = False
    purpose: str = ""
    back: bool = False
