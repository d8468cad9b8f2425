"""Dial: the caller is connected to a room, to the first caller of a queue, or to another telephone."""

from collections.abc import Callable, Mapping

from ivr.sandbox.execution import Execution, GoTo
from ivr.sandbox.signals import CallEnded
from ivr.sandbox.twiml import Verb
from ivr.sandbox.verbs.dial_phone import dial_phone
from ivr.sandbox.verbs.dial_queue import dial_queue
from ivr.sandbox.verbs.dial_room import dial_room

Told = Mapping[str, str]
NOUNS: Mapping[str, Callable[[Execution, Verb, Verb], Told]] = {
    "Conference": dial_room,
    "Queue": dial_queue,
    "Number": dial_phone,
    "Client": dial_phone,
}


def dial(x: Execution, verb: Verb) -> None:
    """Connect the caller; afterwards the action is asked, or the next verb follows.

    Raises:
        GoTo: to the action.
        Interrupt: REST redirected the call (the action is not asked), or it ended (the action is told).
    """
    noun = verb.children[0] if verb.children else Verb("Number", {}, verb.text)
    try:
        told = NOUNS[noun.name](x, verb, noun)
    except CallEnded:
        if verb.get("action"):
            x.tell(x.source(verb.get("action"), verb.get("method"), DialCallStatus="completed"))
        raise
    if verb.get("action"):
        raise GoTo(x.source(verb.get("action"), verb.get("method"), **told))
    x.leg.show(x.place.value)
