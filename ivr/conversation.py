"""Take one turn of a conversation: the one use case of a webhook, or of a posted form."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from ivr.calls import Call, CallStatus
from ivr.conversation_parts import Agents, CallStore, Secrets, Tables, TokenMaker, TurnEvent
from ivr.dialog import Caller, Do, Question, Say, Wait
from ivr.errors import CallUnknown, ConflictError, Journaled, ScriptError, TakenBack, WebhookRefused
from ivr.journal import Entry, EntryKind, dump, in_capsule, rewound
from ivr.ports import Clock
from ivr.replay import Halt, Replay
from ivr.reply import End, Enqueue, Listen, Meanwhile, Reply, Then
from ivr.turn import Turn
from ivr.values import AgentOnCall, Sealed

log = structlog.get_logger()
MARK = 8
"""Characters of an answer's mark that make its effects' idempotency keys its own."""
ATTEMPTS = 5
"""How often a save that lost a race is tried again with what the winner left."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call that comes in: its CallSid, the dialled number and the caller's (E.164, empty when withheld).

    For one that we made, `purpose` names its script; then `caller_number` is the one that we called.
    """

    call: str
    line: str
    caller_number: str
    purpose: str = ""


@dataclass(frozen=True)
class Conversations:
    """Every conversation of this service; safe to use from any worker on any machine."""

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

    def open(self, incoming: Incoming, *, apology: bool = False) -> str:
        """Begin a conversation and give its first TwiML; the same call again gets where it stands, with no effect."""
        call = self.store.load(incoming.call)
        if call is not None:
            return call.twiml
        institution = self.tables.of_line(incoming.line)
        if institution is None:
            raise WebhookRefused(f"no institution has the line {incoming.line}", 404)
        opened = self.clock.now().isoformat()
        key = self.secrets.new_key()
        number = incoming.caller_number
        call = Call(
            incoming.call,
            institution.id,
            institution.version,
            incoming.line,
            number,
            key,
            opened,
            purpose=incoming.purpose,
        )
        first = (Say("apology_restart"),) if apology else ()
        return self._take(call, None, first) or self.stands(call.id)

    def take_turn(self, call_id: str, number: int, token: str, typed: str | None) -> str:
        """Take the turn that a webhook asks for and give its TwiML.

        The last turn again, an older one and the loser of a race get where the call stands, with no effect. `typed` is
        what was pressed ("" for silence), None when the webhook only fetches what comes next. Raises WebhookRefused
        for a token that is not ours, CallUnknown.
        """
        if not self.tokens.good(token, "turn", call_id, str(number)):
            raise WebhookRefused("the token is not this turn's")
        for _ in range(ATTEMPTS):
            call = self._known(call_id)
            if number != call.turn + 1 or call.status in (CallStatus.WAITING, CallStatus.ENDED):
                return call.twiml
            answered = call.status is not CallStatus.ASKING
            twiml = self._take(call, None if answered else typed or "")
            if twiml is not None:
                return twiml
        return self.stands(call_id)

    def answer(self, call: str, handoff: str, outcome: AgentOnCall | Journaled) -> str:
        """Answer the wait for this handoff; see `ivr.ports.Conversations`."""
        return self._from_outside(call, CallStatus.WAITING, EntryKind.OUTCOME, outcome, handoff)

    def take_back(self, call: str) -> str:
        """Interrupt the question that waits in the capsule; see `ivr.ports.Conversations`."""
        return self._from_outside(call, CallStatus.ASKING, EntryKind.ANSWER, TakenBack())

    def ended(self, call_id: str) -> Call | None:
        """Forget an ended call's secrets and answers; give the call as it was, or None if that was done before."""
        try:
            call = self._known(call_id)
        except CallUnknown:
            return None
        self.store.wipe(call, TurnEvent("ended", call, call.awaited, "hang_up", 0))
        return call

    def waiting(self, call_id: str, number: int, token: str) -> Call | None:
        """Give a call that waits for an agent, None when it has moved on. Raises WebhookRefused for a wrong token."""
        if not self.tokens.good(token, "turn", call_id, str(number)):
            raise WebhookRefused("the token is not this wait's")
        call = self.store.load(call_id)
        return call if call is not None and call.status is CallStatus.WAITING else None

    def stands(self, call_id: str) -> str:
        """Give the TwiML of where the call stands. Raises CallUnknown."""
        return self._known(call_id).twiml

    def path(self, call: Call) -> str:
        """Give the path of the call's next turn."""
        number = str(call.turn + 1)
        return f"/voice/turn/{number}?token={self.tokens.make('turn', call.id, number)}"

    def _known(self, call_id: str) -> Call:
        call = self.store.load(call_id)
        if call is None:
            raise CallUnknown(call_id)
        return call

    def _from_outside(
        self, call_id: str, status: CallStatus, kind: EntryKind, outcome: AgentOnCall | Journaled, awaited: str = ""
    ) -> str:
        for _ in range(ATTEMPTS):
            call = self._known(call_id)
            entry = from_outside(kind, call.awaited, outcome)
            if call.status is CallStatus.ANSWERED and dump(call.journal[-1:]) == dump([entry]):
                return self.path(call)  # the same answer again: whoever wrote it did not live to redirect the call
            private = kind is EntryKind.OUTCOME or in_capsule(call.journal)
            if call.status is not status or not private or (awaited and call.awaited != awaited):
                raise ConflictError(f"the call is {call.status} for {call.awaited or 'nothing'}")
            mark = type(outcome).__name__
            if not self.store.claim(call, mark):
                raise ConflictError("the caller's answer is just being worked on")
            changed = call.become(CallStatus.ANSWERED, journal=[*call.journal, entry])
            if self.store.save(changed, TurnEvent("answered", changed, call.awaited, mark, 0), mark):
                return self.path(changed)
        raise ConflictError("others were faster, five times")

    def _take(self, call: Call, typed: str | None, first: tuple[Say, ...] = ()) -> str | None:
        """Take the call one turn further; None when somebody else did so meanwhile."""
        started, number = self.clock.now(), call.turn + 1
        mark = self._mark(call.id, number, typed)
        try:
            turn, replay, halt = self._replay(call, number, typed, mark)
        except ConflictError:
            return None
        except (ScriptError, LookupError):
            log.exception("script_changed", call=call.id, institution=call.institution, turn=number)
            call = replace(call, version=self.tables.current(call.institution).version, journal=[], spent={}, place="")
            if kept := self.agents.keep(call.institution, call.id, f"{call.id}:{number}:kept"):
                waiting = call.become(CallStatus.WAITING, turn=number, awaited=kept.handoff)
                return self._answer(waiting, (), kept, self._event(call, waiting, "nothing", started), mark)
            turn, replay, halt = self._replay(call, number, None, mark)
            first = (Say("apology_restart"),)
        said = first + (halt.said if turn.attempt == "" else ())
        then, status, awaited = self._then(halt, turn)
        if isinstance(then, Meanwhile):
            replay.paused_at(awaited, number)
            said = (*said, Say("one_moment"))
        slow = call.slow or turn.attempt == "third"
        changes: dict[str, Any] = {"journal": replay.journal, "spent": turn.spent, "awaited": awaited}
        changed = call.become(status, turn=number, place=halt.place, slow=slow, **changes)
        return self._answer(changed, said, then, self._event(call, changed, turn.heard, started), mark)

    def _answer(self, changed: Call, said: tuple[Say, ...], then: Then, event: TurnEvent, mark: str) -> str | None:
        """Render and save the turn; None when somebody else took it meanwhile, or is about to."""
        number = changed.turn + 1
        token = self.tokens.make("turn", changed.id, str(number))
        twiml = self.render(Reply(changed.institution, changed.version, said, then, number, token, slow=changed.slow))
        return twiml if self.store.save(replace(changed, twiml=twiml), event, mark) else None

    def _mark(self, call: str, number: int, typed: str | None) -> str:
        """Give what tells this turn's answer from another one, and nobody what was typed."""
        return "" if typed is None else self.tokens.make("claim", call, str(number), typed)

    def _event(self, before: Call, changed: Call, heard: str, started: datetime) -> TurnEvent:
        milliseconds = int((self.clock.now() - started).total_seconds() * 1000)
        return TurnEvent("turn" if before.turn else "opened", changed, before.awaited, heard, milliseconds)

    def _replay(self, call: Call, number: int, typed: str | None, mark: str) -> tuple[Turn, Replay, Halt]:
        def seal(text: str) -> Sealed:
            return self.secrets.seal(call.sealing_key, "answer", text)

        def claim() -> None:
            if not self.store.claim(call, mark):
                raise ConflictError("another answer is this turn's")

        turn = Turn(call, number, typed, self.ports, seal, claim, dict(call.spent), mark=mark[:MARK])
        replay, halt = self._run(call, turn)
        if turn.back:
            earlier = rewound(replay.journal)
            if earlier is None:
                turn.heard = "repeat"
                return turn, replay, replace(halt, said=(Say("cannot_go_back"),))
            replay, halt = self._run(replace(call, journal=earlier), turn)
        return turn, replay, halt

    def _run(self, call: Call, turn: Turn) -> tuple[Replay, Halt]:
        caller = Caller(self.tables.get(call.institution, call.version))
        replay = Replay(list(call.journal), turn)
        return replay, replay.run(self.outbound.get(call.purpose, self.script), caller)

    def _then(self, halt: Halt, turn: Turn) -> tuple[Then, CallStatus, str]:
        match halt.step:
            case Question() as question:
                return Listen(question, turn.attempt, turn.length), CallStatus.ASKING, question.name
            case Wait(handoff, queue):
                return Enqueue(queue, handoff), CallStatus.WAITING, handoff
            case Do(name):
                return Meanwhile(), CallStatus.PAUSING, name
        return End(), CallStatus.ENDED, ""


def from_outside(kind: EntryKind, awaited: str, outcome: AgentOnCall | Journaled) -> Entry:
    """Give the entry of what an agent, or the network, answered in the caller's stead."""
    error = outcome if isinstance(outcome, Journaled) else None
    return Entry(kind, awaited, None if error else outcome, error)
