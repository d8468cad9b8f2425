"""Enqueue: the caller waits in a queue, hears the waiting document again and again, and leaves."""

from dataclasses import replace
from typing import NoReturn

from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import Execution, GoTo, LeaveQueue, Place
from ivr.sandbox.signals import CallEnded, FellBack, PartnerLeft, Redirected, Source, TakenFromQueue
from ivr.sandbox.twiml import Verb
from ivr.sandbox.waiting_queue import Member


def enqueue(x: Execution, verb: Verb) -> None:
    """Let the caller wait. The action is asked when they leave the queue, with QueueResult and QueueTime.

    Raises:
        GoTo: to the action.
        Interrupt: REST took the caller out, or the call ended; the action is told so too.
    """
    queue = x.network.queue_named(verb.text)
    if verb.has("maxQueueSize"):
        queue.max_size = int(verb.number("maxQueueSize", queue.max_size))
    if queue.is_full:
        _go_on(x, verb, QueueResult="queue-full", QueueTime="0", QueueSid=queue.sid)
        return
    member = x.leg.member = queue.join(x.leg)
    x.leg.note("queue", queue.name, position=queue.position(member))
    try:
        result = _wait(x, verb, member)
    finally:
        queue.leave(member)
        x.leg.member = None
    _go_on(x, verb, QueueResult=result, **_told(member))


def _wait(x: Execution, verb: Verb, member: Member) -> str:
    """Wait in the queue until something takes the caller out; return the QueueResult."""
    try:
        _hear_waiting(x, verb, member)
    except TakenFromQueue as taken:
        return _connect(x, verb, taken, member)
    except LeaveQueue:
        return "leave"
    except FellBack:
        _tell(x, verb, "system-error", member)
        raise
    except Redirected:
        _taken_by_rest(x, verb, member, "redirected")
        raise
    except CallEnded:
        _tell(x, verb, "hangup", member)
        raise


def _hear_waiting(x: Execution, verb: Verb, member: Member) -> NoReturn:
    """Play the waiting document for ever; without one, the network's music."""
    waiting = replace(x, place=Place.QUEUE, extra=lambda: member.queue.params(member))
    if not verb.get("waitUrl"):
        x.leg.note("music")
        waiting.show(at_rest=True)
        x.leg.pass_time(None, Wait.PERSON)
    source = x.source(verb.get("waitUrl"), verb.get("waitUrlMethod"))
    while True:
        waiting.follow(source)


def _connect(x: Execution, verb: Verb, taken: TakenFromQueue, member: Member) -> str:
    """Talk to whoever took the caller out, after the document that they chose for the caller to hear."""
    try:
        if taken.url:
            told = {"QueueSid": member.queue.sid, "QueueTime": str(member.waited)}
            x.follow(Source(taken.url, "POST", (*told.items(), ("DequeingCallSid", taken.bridge.first.sid))))
        taken.bridge.stay(x.leg)
    except PartnerLeft:
        return "bridging-in-process"
    except Redirected:
        _taken_by_rest(x, verb, member, "redirected-from-bridged")
        raise
    except CallEnded:
        _tell(x, verb, "bridged", member)
        raise
    return "bridged"


def _taken_by_rest(x: Execution, verb: Verb, member: Member, result: str) -> None:
    """Tell the action that REST took the caller out; whether before or after the new URL is not known of Twilio."""
    if verb.get("action") and x.network.faults.strikes("enqueue-action-first", verb.get("action")):
        x.tell_now(x.hook(_action(x, verb, result, member)))
    else:
        _tell(x, verb, result, member)


def _tell(x: Execution, verb: Verb, result: str, member: Member) -> None:
    if verb.get("action"):
        x.tell(_action(x, verb, result, member))


def _action(x: Execution, verb: Verb, result: str, member: Member) -> Source:
    return x.source(verb.get("action"), verb.get("method"), QueueResult=result, **_told(member))


def _told(member: Member) -> dict[str, str]:
    return {"QueueSid": member.queue.sid, "QueueTime": str(member.waited)}


def _go_on(x: Execution, verb: Verb, **told: str) -> None:
    if verb.get("action"):
        raise GoTo(x.source(verb.get("action"), verb.get("method"), **told))
    x.leg.show(x.place.value)
