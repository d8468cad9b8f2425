"""What a script may await: steps that only the replay can do for it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ivr.question import Question, Variables
from ivr.values import AgentOnCall, Channel

T_co = TypeVar("T_co", covariant=True)


class Step(Generic[T_co]):
    """Something that only the replay can do for a script. Awaiting it gives its result."""

    def __await__(self) -> Generator[Step[Any], Any, T_co]:
        """Hand the step to the replay and give what it answers."""
        result: T_co = yield self
        return result


@dataclass(frozen=True)
class Say(Step[None]):
    """A prompt; `protects` marks the one sentence that no key may interrupt."""

    prompt: str
    variables: Variables = ()
    protects: bool = False


@dataclass(frozen=True)
class Ask(Step[T_co]):
    """One question."""

    question: Question[T_co]


@dataclass(frozen=True)
class Do(Step[T_co]):
    """An effect: a port's method, named `Port.method`, and its arguments without the Effect."""

    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Wait(Step[AgentOnCall]):
    """Wait in a queue, and then with an agent, until the agent sends the caller to the keypad."""

    handoff: str
    queue: str


@dataclass(frozen=True)
class Cross(Step[None]):
    """Go over to the page that this very link opens within `life` seconds, or back to the telephone."""

    to: Channel
    life: int = 0
    link: str = ""


@dataclass(frozen=True)
class HangUp(Step[None]):
    """End the call after what was said."""


@dataclass(frozen=True)
class Enter(Step[Any]):
    """An inner script begins; answered with `Folded` if it ended in an earlier turn."""

    script: str


@dataclass(frozen=True)
class Leave(Step[None]):
    """An inner script ended, with a result or an error: its part of the journal becomes that."""

    script: str
    result: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """The result of an inner script that ended in an earlier turn."""

    result: Any
