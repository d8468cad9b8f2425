"""One turn seen from inside: what the caller's keys mean here, and effects carried out once."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import structlog

from ivr.answers import AGENT, ANOTHER_CODE, BACK, Answered, Interpret, Missed, Seal, Wished, interpret
from ivr.calls import Call
from ivr.dialog import Do, Question
from ivr.errors import AgentWanted, AnotherCodeWanted, Journaled, TriesExhausted, Unavailable
from ivr.journal import EntryKind
from ivr.ports import is_slow
from ivr.replay import Later
from ivr.values import Channel, Effect

log = structlog.get_logger()
DEADLINE = 3.0
"""Seconds that a slow port has in one turn: the network waits four for our answer."""
PATIENCE = 3
"""Turns in which a slow port may give its result, with a sentence before each."""
WAITERS = ThreadPoolExecutor(64, "slow-port")
MOST_EFFECTS = 1000
"""More effects than one turn has: what makes the sequence of all effects of a conversation."""
REPEATS = 8
"""How often a caller may have one question repeated, or go back from it, before that counts as silence."""


@dataclass
class Turn:
    """The outside of one replay: holds what this turn brought (`typed`, None for nothing) and what became of it."""

    call: Call
    number: int
    typed: str | None
    ports: Mapping[str, object]
    seal: Seal
    claim: Callable[[], None]
    spent: dict[str, int] = field(default_factory=dict)
    effects: int = 0
    heard: str = "nothing"
    """the kind of turn for reports: answer, silence, wrong, exhausted, agent, back, another, repeat, or nothing"""
    attempt: str = ""
    length: int = 0
    again: str = ""
    written: dict[Question[Any], str] = field(default_factory=dict)
    """what a page shows again of each question that was answered, should that follow once more"""
    back: bool = False
    mark: str = ""
    """stands for what was typed: after a crash, another answer to the same turn is another occasion"""
    interpret: Interpret = interpret
    """how the channel reads what was typed"""
    channel: Channel = Channel.PHONE
    """which channel takes this turn"""

    def hear(self, question: Question[Any], index: int) -> Any:
        """Give the answer that was typed; a miss or a wish is counted, and ends the turn or becomes an error."""
        if self.typed is None:
            raise Later
        typed, self.typed = self.typed, None
        heard = self.interpret(question, typed, self.seal)
        place = f"{index}:{question.name}"
        match heard:
            case Answered(value, more, written):
                self.heard = "answer"
                self.typed = typed if more else None
                self.written.setdefault(replace(question, beside=()), written)
                return value
            case Missed(reason, length, again) if again:
                self.heard, self.attempt, self.length, self.again = reason, reason, length, again
            case Missed(reason, length):
                self._missed(question, place, reason, length)
            case Wished(key):
                self._wished(question, place, key)
        raise Later

    def _missed(self, question: Question[Any], place: str, reason: str, length: int) -> None:
        self.heard, self.length = reason, length
        self.spent[place] = misses = self.spent.get(place, 0) + 1
        if misses >= question.tries:
            self.heard = "exhausted"
            raise TriesExhausted(question.name)
        self.attempt = "third" if misses == question.tries - 1 else reason

    def _wished(self, question: Question[Any], place: str, key: str) -> None:
        self.heard = {AGENT: "agent", BACK: "back", ANOTHER_CODE: "another"}.get(key, "repeat")
        if key == AGENT:
            raise AgentWanted
        if key == ANOTHER_CODE:
            raise AnotherCodeWanted
        wish = f"{place}:{self.heard}"
        self.spent[wish] = wishes = self.spent.get(wish, 0) + 1
        if wishes > REPEATS:
            self._missed(question, place, "silence", 0)
        else:
            self.back = key == BACK

    def cross(self, to: Channel) -> None:
        """Go back to the telephone in its own turn; to a page nobody goes before somebody has opened it."""
        if to is Channel.WEB or self.channel is Channel.WEB:
            raise Later

    def perform(self, step: Do[Any], place: str) -> Any:
        """Carry out an effect under its idempotency key; a slow one is announced now and done in the next turn."""
        port_name, _, method_name = step.name.partition(".")
        method = getattr(self.ports[port_name], method_name)
        occasion = f"{self._announced(step)}:slow" if is_slow(step.name) else f"{self.number}:{self.effects + 1}"
        self.effects += 1
        self.claim()
        effect = self._effect(":".join(filter(None, (self.call.id, occasion, self.mark))), place)
        try:
            if is_slow(step.name):
                return self._within_deadline(step, partial(method, effect, *step.arguments))
            return method(effect, *step.arguments)
        except (Journaled, Later):
            raise
        except Exception:
            log.exception("port_failed", call=self.call.id, port=step.name, turn=self.number)
            raise Unavailable(step.name) from None

    def _within_deadline(self, step: Do[Any], method: Callable[[], Any]) -> Any:
        """Give the result, or end the turn to ask for it again in the next one, under the same idempotency key."""
        mark = f"late:{step.name}"
        late = self.spent.pop(mark, 0) + 1
        try:
            return WAITERS.submit(method).result(DEADLINE)
        except FutureTimeoutError:
            log.warning("port_late", call=self.call.id, port=step.name, turn=self.number, count=late)
            if late >= PATIENCE:
                raise Unavailable(step.name) from None
            self.spent[mark] = late
            raise Later from None

    def _announced(self, step: Do[Any]) -> int:
        last = self.call.journal[-1] if self.call.journal else None
        if last is None or last.kind is not EntryKind.PAUSE or last.name != step.name or self.effects:
            raise Later
        announced: int = last.value
        return announced

    def _effect(self, key: str, place: str) -> Effect:
        call, sequence = self.call, self.number * MOST_EFFECTS + self.effects
        who = call.id, call.institution, place.partition(".")[0], call.caller_number, self.channel.value
        return Effect(key, *who, call.sealing_key, sequence)
