"""Journal + script -> what to say and the step to wait for: a script never runs for longer than one turn."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from ivr.dialog import Ask, Caller, Cross, Do, Enter, Folded, HangUp, Leave, Question, Say, Step, Wait
from ivr.errors import Journaled, JournalMismatch, ScriptError
from ivr.journal import Entry, EntryKind, Journal
from ivr.values import Channel

Halting = Question[Any] | Wait | Cross | Do[Any] | None


@dataclass(frozen=True, slots=True)
class Halt:
    """Where a turn stops: what was newly said, and the step that waits (None: the script ended, or hung up)."""

    said: tuple[Say, ...]
    step: Halting
    place: str = ""
    """the names of the scripts that run, outermost first, separated by dots"""
    on_page: bool = False
    """whether the step is that of a page"""


class Outside(Protocol):
    """What a replay needs from whoever takes the turn."""

    def perform(self, step: Do[Any], place: str) -> Any:
        """Carry out an effect. A `Journaled` error becomes the script's; `Later` stops the turn here."""

    def hear(self, question: Question[Any], index: int) -> Any:
        """Give the answer that this turn brought, or raise `Later` when there is none for this question."""

    def cross(self, to: Channel) -> None:
        """Let the conversation go over to a channel, or raise `Later` where another turn takes it there."""


class Later(Exception):
    """The step has no result in this turn: not an error, the turn ends here."""


Resume = Callable[[], Any]


@dataclass
class Replay:
    """One run of a script over a journal; `journal` grows (and is folded) as the run goes on."""

    journal: Journal
    outside: Outside
    cursor: int = 0
    said: list[Say] = field(default_factory=list)
    frames: list[tuple[str, int]] = field(default_factory=list)
    on_page: bool = False
    script: Coroutine[Any, Any, None] = field(init=False)

    def run(self, script: Callable[[Caller], Coroutine[Any, Any, None]], caller: Caller) -> Halt:
        """Replay the script, take it as far as this turn goes, and say where it stops.

        Raises JournalMismatch when journal and script disagree, ScriptError when the script awaits anything but a Step.
        """
        self.script, self.on_page = script(caller), caller.on_page
        answer: Resume = lambda: self.script.send(None)  # noqa: E731 - the first of many such continuations
        try:
            while True:
                step = self._advance(answer)
                if step is None or isinstance(step, HangUp):
                    return self._halt(None)
                try:
                    answer = self._continuation(step)
                except Later:
                    return self._halt(self._waiting(step))
        finally:
            self.script.close()

    def _advance(self, answer: Resume) -> Step[Any] | None:
        try:
            step = answer()
        except StopIteration:
            if self.cursor < len(self.journal):
                raise JournalMismatch("the script ended before its journal did") from None
            return None
        except Journaled as error:
            raise ScriptError(f"no script caught {type(error).__name__}({error.detail})") from error
        except ScriptError:
            raise
        except Exception as error:
            raise ScriptError(f"a script failed: {error!r}") from error
        if not isinstance(step, Step):
            raise ScriptError(f"a script may await steps only, not {type(step).__name__}: use caller.do(...)")
        return step

    def _continuation(self, step: Step[Any]) -> Resume:
        try:
            result = self._result(step)
        except Journaled as error:
            thrown = error.with_traceback(None)
            return lambda: self.script.throw(thrown)
        return lambda: self.script.send(result)

    def _result(self, step: Step[Any]) -> Any:
        match step:
            case Say():
                if self.cursor >= len(self.journal):
                    self.said.append(step)
                return None
            case Ask(question):
                return self._answer(question)
            case Do():
                return self._effect(step)
            case Wait(handoff):
                return self._next(EntryKind.OUTCOME, handoff)
            case Enter(name):
                return self._enter(name)
            case Cross() | Leave():
                return self._cross(step.to) if isinstance(step, Cross) else self._fold(step)
        raise ScriptError(f"{type(step).__name__} is not a step that a script may await")

    def _answer(self, question: Question[Any]) -> Any:
        if self.cursor < len(self.journal):
            return self._next(EntryKind.ANSWER, question.name)
        return self._record(EntryKind.ANSWER, question.name, lambda: self.outside.hear(question, self.cursor))

    def _effect(self, step: Do[Any]) -> Any:
        if self.cursor < len(self.journal) and self.journal[self.cursor].kind is EntryKind.PAUSE:
            self._next(EntryKind.PAUSE, step.name)
        if self.cursor < len(self.journal):
            return self._next(EntryKind.EFFECT, step.name)
        return self._record(EntryKind.EFFECT, step.name, lambda: self.outside.perform(step, self.place))

    def _cross(self, to: Channel) -> None:
        name = f"to_{to}"
        if self.cursor < len(self.journal):
            self._next(EntryKind.CROSSING, name)
        else:
            self._record(EntryKind.CROSSING, name, lambda: self.outside.cross(to))
        self.on_page = to is Channel.WEB

    def _record(self, kind: EntryKind, name: str, happen: Resume) -> Any:
        try:
            entry = Entry(kind, name, happen())
        except Journaled as error:
            entry = Entry(kind, name, None, error)
        if kind in (EntryKind.ANSWER, EntryKind.CROSSING):
            self.said.clear()  # it was said before the caller answered, or on the other channel
        self.journal.append(entry)
        self.cursor += 1
        return entry.result()

    def _next(self, kind: EntryKind, name: str) -> Any:
        if self.cursor >= len(self.journal):
            raise Later
        entry = self.journal[self.cursor]
        if entry.kind is not kind or entry.name != name:
            raise JournalMismatch(f"the journal has {entry.kind} {entry.name}, the script wants {kind} {name}")
        self.cursor += 1
        return entry.result()

    def _enter(self, name: str) -> Folded | None:
        if self.cursor < len(self.journal):
            entry = self.journal[self.cursor]
            if entry.kind is EntryKind.FOLD and entry.name == name:
                self.cursor += 1
                return Folded(entry.result())
        self.frames.append((name, self.cursor))
        return None

    def _fold(self, step: Leave) -> None:
        name, start = self.frames.pop()
        if step.error is not None and not isinstance(step.error, Journaled):
            return
        if self.cursor < len(self.journal):
            raise JournalMismatch(f"{name} ended before its journal did")
        self.journal[start:] = [Entry(EntryKind.FOLD, name, step.result, step.error)]
        self.cursor = len(self.journal)

    def paused_at(self, name: str, turn: int) -> None:
        """Note that a slow effect was announced in this turn; one that is late keeps the turn it was announced in."""
        if not (self.journal and self.journal[-1].kind is EntryKind.PAUSE):
            self.journal.append(Entry(EntryKind.PAUSE, name, turn))

    @property
    def place(self) -> str:
        """Say which scripts run, outermost first."""
        return ".".join(name for name, _ in self.frames)

    def _waiting(self, step: Step[Any]) -> Halting:
        if isinstance(step, Ask):
            return step.question
        return step if isinstance(step, (Wait, Cross, Do)) else None

    def _halt(self, step: Halting) -> Halt:
        return Halt(tuple(self.said), step, self.place, self.on_page)
