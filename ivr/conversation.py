"""Take one turn of a conversation: the one use case of a webhook, or of a posted form."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from ivr.answers import Interpret, interpret
from ivr.calls import Call, CallStatus
from ivr.conversation_parts import Agents, CallStore, Secrets, Tables, TokenMaker, TurnEvent
from ivr.dialog import Caller, Question, Say
from ivr.errors import CallUnknown, ConflictError, Journaled, ScriptError, TakenBack, WebhookRefused
from ivr.halting import after, from_outside, stop
from ivr.journal import Entry, EntryKind, dump, in_capsule, rewound
from ivr.ports import Clock
from ivr.replay import Halt, Replay
from ivr.reply import End, Meanwhile, Reply, Then
from ivr.turn import Turn
from ivr.values import AgentOnCall, Channel, Sealed

log = structlog.get_logger()
MARK = 8
"""Characters of an answer's mark that make its effects' idempotency keys its own."""
RESTING = (CallStatus.WAITING, CallStatus.LINKED, CallStatus.ENDED)
"""Where no answer of the caller is waited for."""
ATTEMPTS = 5
"""How often a save that lost a race is tried again with what the winner left."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call that comes in: its CallSid, the dialled number and the caller's (E.164, empty when withheld).

    For one that we made, `purpose` names its script; then `caller_number` is the one that we called. A visit of a page
    has a `purpose` too, and the network address of the visitor.
    """

    call: str
    line: str
    caller_number: str
    purpose: str = ""


@dataclass(frozen=True)
class Conversations:
    """Every conversation that a channel of this service plays; safe to use from any worker on any machine.

    What a channel brings is its own: how answers are read (`interpret`) and replies shown (`render`), and its scripts.
    """

    store: CallStore
    tables: Tables
    secrets: Secrets
    tokens: TokenMaker
    ports: Mapping[str, object]
    script: Callable[[Caller], Coroutine[Any, Any, None]]
    render: Callable[[Reply], str]
    clock: Clock
    agents: Agents
    outbound: Mapping[str, Callable[[Caller], Coroutine[Any, Any, None]]] = field(default_factory=dict)
    channel: Channel = Channel.PHONE
    interpret: Interpret = interpret

    @property
    def kind(self) -> str:
        """Give the kind of this channel's tokens: that of a page opens nothing on the telephone, nor the reverse."""
        return "page" if self.channel is Channel.WEB else "turn"

    def open(self, incoming: Incoming, *, apology: bool = False) -> str:
        """Begin a conversation and give its first document; the same call again gets where it stands, no effect."""
        call = self.store.load(incoming.call)
        if call is not None:
            return call.shown
        institution = self.tables.of_line(incoming.line)
        if institution is None:
            raise WebhookRefused(f"no institution has the line {incoming.line}", 404)
        opened, key = self.clock.now().isoformat(), self.secrets.new_key()
        begun = incoming.call, institution.id, institution.version, incoming.line, incoming.caller_number, key, opened
        call = Call(*begun, purpose=incoming.purpose, channel=self.channel)
        first = (Say("apology_restart"),) if apology else ()
        return (self._take(call, None, first) or self.known(call.id)).shown

    def take_turn(self, call_id: str, number: int, token: str, typed: str | None) -> str:
        """Take a turn (see `take`) and give its document."""
        return self.take(call_id, number, token, typed).shown

    def take(self, call_id: str, number: int, token: str, typed: str | None) -> Call:
        """Take turn `number` and give the call as it stands then; one that was taken already has no effect again.

        `typed` is what came, as the channel's `interpret` reads it: the keys (empty for silence), or a form. When the
        call does not ask the caller (any more), None or not, the webhook only fetches what comes next. Raises
        WebhookRefused for a token that is not ours, CallUnknown.
        """
        if not self.tokens.good(token, self.kind, call_id, str(number)):
            raise WebhookRefused("the token is not this turn's")
        for _ in range(ATTEMPTS):
            call = self.known(call_id)
            if number != call.turn + 1 or call.status in RESTING or call.turn_of is not self.channel:
                return call
            answered = call.status is not CallStatus.ASKING
            if taken := self._take(call, None if answered else typed or ""):
                return taken
        return self.known(call_id)

    def go_on(self, call: Call) -> Call | None:
        """Take a call one turn further without an answer and give it; None when somebody else did so meanwhile."""
        return self._take(call, None)

    def answer(self, call: str, handoff: str, outcome: AgentOnCall | Journaled) -> str:
        """Answer the wait for this handoff; see `ivr.ports.Conversations`."""
        return self._from_outside(call, CallStatus.WAITING, EntryKind.OUTCOME, outcome, handoff)

    def take_back(self, call: str) -> str:
        """Interrupt the question that waits in the capsule; see `ivr.ports.Conversations`."""
        return self._from_outside(call, CallStatus.ASKING, EntryKind.ANSWER, TakenBack())

    def ended(self, call_id: str) -> Call | None:
        """Forget an ended call's secrets and answers; give the call as it was, or None if that was done before."""
        try:
            call = self.known(call_id)
        except CallUnknown:
            return None
        self.store.wipe(call, TurnEvent("ended", call, call.awaited, "hang_up", 0, call.turn_of))
        return call

    def waiting(self, call_id: str, number: int, token: str) -> Call | None:
        """Give a call that waits for an agent, None when it has moved on. Raises WebhookRefused for a wrong token."""
        if not self.tokens.good(token, self.kind, call_id, str(number)):
            raise WebhookRefused("the token is not this wait's")
        call = self.store.load(call_id)
        return call if call is not None and call.status is CallStatus.WAITING else None

    def stands(self, call_id: str) -> str:
        """Give the document of where the call stands. Raises CallUnknown."""
        return self.known(call_id).shown

    def path(self, call: Call) -> str:
        """Give the path of the call's next turn."""
        number = str(call.turn + 1)
        return f"/voice/turn/{number}?token={self.tokens.make('turn', call.id, number)}"

    def known(self, call_id: str) -> Call:
        """Give the call as it stands. Raises CallUnknown."""
        call = self.store.load(call_id)
        if call is None:
            raise CallUnknown(call_id)
        return call

    def _from_outside(
        self, call_id: str, status: CallStatus, kind: EntryKind, outcome: AgentOnCall | Journaled, awaited: str = ""
    ) -> str:
        for _ in range(ATTEMPTS):
            call = self.known(call_id)
            entry = from_outside(kind, call.awaited, outcome)
            if call.status is CallStatus.ANSWERED and dump(call.journal[-1:]) == dump([entry]):
                return self.path(call)  # the same answer again: whoever wrote it did not live to redirect the call
            private = kind is EntryKind.OUTCOME or in_capsule(call.journal)
            if call.status is not status or not private or (awaited and call.awaited != awaited):
                raise ConflictError(f"the call is {call.status} for {call.awaited or 'nothing'}")
            mark = type(outcome).__name__
            if not self.store.claim(call, mark):
                raise ConflictError("the caller's answer is just being worked on")
            changed = call.become(CallStatus.ANSWERED, journal=[*call.journal, entry], on_page=False)
            if self.store.save(changed, TurnEvent("answered", changed, call.awaited, mark, 0, call.turn_of), mark):
                return self.path(changed)
        raise ConflictError("others were faster, five times")

    def _take(self, call: Call, typed: str | None, first: tuple[Say, ...] = ()) -> Call | None:
        """Take the call one turn further; None when somebody else did so meanwhile."""
        started, number = self.clock.now(), call.turn + 1
        mark = self.mark(call.id, number, typed)
        try:
            turn, replay, halt = self._replay(call, number, typed, mark)
        except ConflictError:
            return None
        except (ScriptError, LookupError):
            log.exception("script_changed", call=call.id, institution=call.institution, turn=number)
            if call.channel is not self.channel:
                return self._give_up(call, mark)
            call = replace(call, version=self.tables.current(call.institution).version, journal=[], spent={}, place="")
            if kept := self.agents.keep(call.institution, call.id, f"{call.id}:{number}:kept"):
                waiting = call.become(CallStatus.WAITING, turn=number, awaited=kept.handoff)
                return self._answer(waiting, (), kept, self._event(call, waiting, "nothing", started), mark)
            turn, replay, halt = self._replay(call, number, None, mark)
            first = (Say("apology_restart"),)
        said = first + (halt.said if turn.attempt == "" else ())
        stopped = stop(call, halt, turn, started)
        if isinstance(stopped.then, Meanwhile):
            replay.paused_at(stopped.awaited, number)
            said = (*said, Say("one_moment"))
        changed = after(call, turn, stopped, halt.place, replay.journal)
        return self._answer(changed, said, stopped.then, self._event(call, changed, turn.heard, started), mark)

    def _give_up(self, call: Call, mark: str) -> Call | None:
        """Leave a page whose script was changed; the telephone begins again, with its own apology."""
        changed = call.become(CallStatus.ANSWERED, journal=[Entry(EntryKind.FOLD, "changed")], on_page=False)
        saved = self.store.save(changed, TurnEvent("turn", changed, call.awaited, "nothing", 0, self.channel), mark)
        return changed if saved else None

    def _answer(self, changed: Call, said: tuple[Say, ...], then: Then, event: TurnEvent, mark: str) -> Call | None:
        """Render and save the turn; None when somebody else took it meanwhile, or is about to."""
        number, back = changed.turn + 1, rewound(changed.journal) is not None
        token = self.tokens.make(self.kind, changed.id, str(number))
        table = changed.institution, changed.version
        reply = Reply(*table, said, then, number, token, changed.slow, changed.purpose, back)
        at, answered = self.clock.now().isoformat(), mark or changed.answered
        shown = changed.showing(self.render(reply), self.channel, answered=answered, at=at)
        told = said[-1].prompt if said and isinstance(then, End) and self.channel is Channel.WEB else ""
        return shown if self.store.save(shown, replace(event, told=told), mark) else None

    def mark(self, call: str, number: int, typed: str | None) -> str:
        """Give what tells this turn's answer from another one, and nobody what was typed."""
        return "" if typed is None else self.tokens.make("claim", call, str(number), typed)

    def _event(self, before: Call, changed: Call, heard: str, started: datetime) -> TurnEvent:
        milliseconds = int((self.clock.now() - started).total_seconds() * 1000)
        kind = "turn" if before.turn else "opened"
        return TurnEvent(kind, changed, before.awaited, heard, milliseconds, before.turn_of)

    def _replay(self, call: Call, number: int, typed: str | None, mark: str) -> tuple[Turn, Replay, Halt]:
        def seal(text: str) -> Sealed:
            return self.secrets.seal(call.sealing_key, "answer", text)

        def claim() -> None:
            if not self.store.claim(call, mark):
                raise ConflictError("another answer is this turn's")

        outside = self.ports, seal, claim, dict(call.spent)
        turn = Turn(call, number, typed, *outside, mark=mark[:MARK], interpret=self.interpret, channel=self.channel)
        replay, halt = self._run(call, turn)
        return self._back(call, turn, replay, halt) if turn.back else (turn, replay, halt)

    def _back(self, call: Call, turn: Turn, replay: Replay, halt: Halt) -> tuple[Turn, Replay, Halt]:
        """Go back to the question before; on a page to the first one of its form."""
        earlier = rewound(replay.journal)
        if earlier is None:
            turn.heard = "repeat"
            return turn, replay, replace(halt, said=(Say("cannot_go_back"),))
        replay, halt = self._run(replace(call, journal=earlier), turn)
        if self.channel is Channel.PHONE and isinstance(halt.step, Question):
            halt = replace(halt, said=())  # it was heard on the way here, and may not be true any more
        in_form = self.channel is Channel.WEB and isinstance(halt.step, Question) and halt.step.follows
        return self._back(call, turn, replay, halt) if in_form else (turn, replay, halt)

    def _run(self, call: Call, turn: Turn) -> tuple[Replay, Halt]:
        caller = Caller(self.tables.get(call.institution, call.version), call.channel)
        replay = Replay(list(call.journal), turn)
        return replay, replay.run(self.outbound.get(call.purpose, self.script), caller)
