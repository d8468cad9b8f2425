"""The words a script may say: a Caller who is asked, told, transferred, and Steps that the replay understands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from ivr.institutions import Institution
from ivr.ports import Handoffs
from ivr.procedures import Procedure
from ivr.question import Form, Kind, Option, Question, Variables, secret, together
from ivr.values import AgentOnCall, Channel, Customer, Effect

__all__ = [
    "Ask",
    "Caller",
    "Capsule",
    "Do",
    "Enter",
    "Folded",
    "Form",
    "HangUp",
    "Kind",
    "Leave",
    "Option",
    "Question",
    "Say",
    "Script",
    "Step",
    "Variables",
    "Wait",
    "script",
    "secret",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")
Port = TypeVar("Port")


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


class Capsule(AbstractAsyncContextManager[None]):
    """The time in which nobody but the caller's telephone hears the keys; fails closed."""

    def __init__(self, caller: Caller, agent: AgentOnCall | None) -> None:
        self._caller, self._agent = caller, agent

    async def __aenter__(self) -> None:
        if self._agent is not None:
            await self._caller.do(Handoffs.enter_capsule, self._agent)
            await self._caller.say("capsule", protects=True)

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._agent is not None and kind is not GeneratorExit:  # closing a halted script is not leaving
            await self._caller.do(Handoffs.leave_capsule, self._agent)


@dataclass(frozen=True)
class Caller:
    """Who is on the line, as a script knows them: what can be said, asked, done, and where they can be led."""

    institution: Institution
    channel: Channel = Channel.PHONE

    @property
    def on_page(self) -> bool:
        """Say whether the conversation is played on a page, where no agent is and everything can be typed."""
        return self.channel is Channel.WEB

    @property
    def procedures(self) -> Mapping[str, Procedure]:
        """Give what is offered on this channel, and who checks the caller there."""
        return self.institution.web.procedures if self.on_page else self.institution.procedures

    def say(self, prompt: str, *, protects: bool = False, **variables: str | int) -> Step[None]:
        """Tell the caller something."""
        return Say(prompt, tuple(variables.items()), protects)

    async def ask(self, question: Question[T]) -> T:
        """Ask one question; wrong answers and silence are asked again by the engine.

        Raises AgentWanted, TriesExhausted, TakenBack.
        """
        return await Ask(question)

    async def ask_together(self, *questions: Question[T]) -> tuple[T, ...]:
        """Ask several questions: in one form on a page, one after another by telephone. Ends like `ask`."""
        return tuple([await self.ask(question) for question in together(questions)])

    def do(self, method: Callable[Concatenate[Port, Effect, P], T], *args: P.args, **kwargs: P.kwargs) -> Step[T]:
        """Have a port do something: `await caller.do(Keys.replace, customer, key)`."""
        return Do(method.__qualname__, (*args, *kwargs.values()))

    async def transfer(
        self, queue: str, *, about: Customer | None = None, front: bool = False, words: tuple[str, ...] = ()
    ) -> AgentOnCall:
        """Lead the caller to an agent; returns when the agent sends the caller to the keypad.

        `words` are prompts that are said once the caller has a place in the queue, and not where nobody can come.
        Raises NotConfirmed, AgentLost, AgentFinished, QueueClosed, QueueFull, QueueLeft.
        """
        handoff = await self.do(Handoffs.request, queue, about, int(front))
        for prompt in words:
            await self.say(prompt)
        return await Wait(handoff, queue)

    async def return_to(self, agent: AgentOnCall, queue: str) -> AgentOnCall:
        """Lead the caller back to the same agent; ends like `transfer`."""
        handoff = await self.do(Handoffs.back, agent)
        return await Wait(handoff, queue)

    def capsule(self, agent: AgentOnCall | None) -> Capsule:
        """Keep what is typed inside from everybody else. Without an agent there is nobody to keep out."""
        return Capsule(self, agent)

    def hang_up(self) -> Step[None]:
        """End the call after what was said."""
        return HangUp()


def script(
    function: Callable[Concatenate[Caller, P], Awaitable[T]],
) -> Callable[Concatenate[Caller, P], Step[T]]:
    """Make an `async def` a script: when it ends, its part of the journal is folded into its result."""

    def start(caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> Step[T]:
        return Script(function.__name__, lambda: function(caller, *args, **kwargs))

    update_wrapper(start, function)
    return start


class Script(Step[T_co]):
    """An inner script that was called, and will run when it is awaited."""

    def __init__(self, name: str, run: Callable[[], Awaitable[T_co]]) -> None:
        self.name, self.run = name, run

    def __await__(self) -> Generator[Step[Any], Any, T_co]:
        """Give the folded result, or run the script and have its part of the journal folded."""
        folded = yield Enter(self.name)
        if isinstance(folded, Folded):
            earlier: T_co = folded.result
            return earlier
        self.running = self.run()
        try:
            result = yield from self.running.__await__()
        except Exception as error:
            yield Leave(self.name, error=error)
            raise
        yield Leave(self.name, result)
        return result
