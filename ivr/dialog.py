"""The words a script may say: a Caller who is asked, told, transferred, and Steps that the replay understands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from ivr.institutions import Institution
from ivr.ports import Handoffs
from ivr.procedures import Procedure
from ivr.question import Form, Kind, Option, Question, Variables, secret, together
from ivr.steps import Ask, Cross, Do, Enter, Folded, HangUp, Leave, Say, Step, Wait
from ivr.values import AgentOnCall, Channel, Customer, Effect

__all__ = [
    "Ask",
    "Caller",
    "Capsule",
    "Cross",
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


class OnPage(AbstractAsyncContextManager["Caller"]):
    """The part of a script that is asked on a page, which somebody opens by a link, while the telephone waits."""

    def __init__(self, caller: Caller, life: int, link: str) -> None:
        self._caller, self._life, self._link = caller, life, link

    async def __aenter__(self) -> Caller:
        await Cross(Channel.WEB, self._life, self._link)
        return replace(self._caller, channel=Channel.WEB)

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if not self._caller.on_page and kind is not GeneratorExit:  # closing a halted script is not leaving
            await Cross(Channel.PHONE)


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
        answers: tuple[T, ...] = ()
        for question in together(questions):
            answers = (*answers, await self.ask(question))
        return answers

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

    def continue_on_page(self, life: int, link: str) -> OnPage:
        """Ask what follows on the page that a link (by its name) opens within `life` seconds; there it is the caller.

        The telephone waits meanwhile, or has hung up. Raises PageLeft, also from every question inside.
        """
        return OnPage(self, life, link)

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
