"""Where a turn stops: what the channel does next, what the call waits for, and which channel's turn comes then."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ivr.calls import Call, CallStatus
from ivr.dialog import Cross, Do, Question, Wait
from ivr.errors import Journaled
from ivr.journal import Entry, EntryKind, Journal
from ivr.replay import Halt
from ivr.reply import Away, End, Enqueue, Listen, Meanwhile, Then
from ivr.turn import Turn
from ivr.values import AgentOnCall, Channel

TO_PAGE, TO_PHONE = f"to_{Channel.WEB}", f"to_{Channel.PHONE}"
"""The names under which the journal knows that a conversation went over."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What follows a turn; `changes` are fields of the call besides its status and what it waits for."""

    then: Then
    status: CallStatus
    awaited: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


def stop(call: Call, halt: Halt, turn: Turn, now: datetime) -> Stop:
    """Give what follows the turn of a call that was replayed up to here."""
    match halt.step:
        case Question() as question:
            again = turn.again or turn.written.get(replace(question, beside=()), "")
            return Stop(Listen(question, turn.attempt, turn.length, again), CallStatus.ASKING, question.name)
        case Wait(handoff, queue):
            return Stop(Enqueue(queue, handoff), CallStatus.WAITING, handoff)
        case Do(name):
            return Stop(Meanwhile(), CallStatus.PAUSING, name)
        case Cross(Channel.WEB, life, link):
            until = (now + timedelta(seconds=life)).isoformat()
            changes = {"on_page": True, "visitor": "", "page": "", "until": until, "link": link}
            return Stop(Away(), CallStatus.LINKED, TO_PAGE, changes)
        case Cross():
            return _back_to_phone(call)
    return Stop(End(), CallStatus.ENDED)


def _back_to_phone(call: Call) -> Stop:
    """End on the page; the telephone goes on, if somebody is still there."""
    if call.hung_up:
        return Stop(End(), CallStatus.ENDED, changes={"on_page": False})
    back = Entry(EntryKind.CROSSING, TO_PHONE)
    return Stop(End(), CallStatus.ANSWERED, TO_PHONE, {"on_page": False}, (back,))


def after(call: Call, turn: Turn, stopped: Stop, place: str, journal: Journal) -> Call:
    """Give the call as the turn leaves it."""
    slow = call.slow or turn.attempt == "third"
    changes: dict[str, Any] = {"journal": [*journal, *stopped.entries], "spent": turn.spent, "turn": turn.number}
    changes |= {"place": place, "slow": slow, "awaited": stopped.awaited, **stopped.changes}
    return call.become(stopped.status, **changes)


def from_outside(kind: EntryKind, awaited: str, outcome: AgentOnCall | Journaled | None) -> Entry:
    """Give the entry of what an agent, the network or a page answered in the caller's stead."""
    error = outcome if isinstance(outcome, Journaled) else None
    return Entry(kind, awaited, None if error else outcome, error)
