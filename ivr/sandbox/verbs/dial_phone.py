"""Dial Number and Dial Client: another telephone rings, and both are connected when it answers."""

from collections.abc import Mapping

from ivr.sandbox.callbacks import status_callback
from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import Execution
from ivr.sandbox.leg import LegPlan
from ivr.sandbox.outbound import place_child
from ivr.sandbox.signals import Declined, PickedUp
from ivr.sandbox.twiml import Verb

RING_SECONDS = 30.0


def dial_phone(x: Execution, verb: Verb, noun: Verb) -> Mapping[str, str]:
    """Ring a telephone; talk until one of both goes; return what the action is told."""
    child = x.network.new_leg(_plan(x, verb, noun))
    x.leg.note("dial", child.plan.to, sid=child.sid)
    x.leg.show("ringing")
    bridge = place_child(x.network, x.leg, child)
    try:
        if _is_answered(x):
            bridge.stay(x.leg, until_star=verb.flag("hangupOnStar", default=False))
    finally:
        x.network.hang_up(child, "completed" if child.answered_at else "canceled", by="dial")
    return {
        "DialCallStatus": child.status,
        "DialCallSid": child.sid,
        "DialCallDuration": str(child.seconds),
        "DialBridged": "true" if child.answered_at else "false",
    }


def _is_answered(x: Execution) -> bool:
    while True:
        signal = x.leg.receive(None, Wait.PERSON)
        if isinstance(signal, PickedUp | Declined):
            return isinstance(signal, PickedUp)
        if signal is not None:
            x.leg.lose(signal)


def _plan(x: Execution, verb: Verb, noun: Verb) -> LegPlan:
    identity = next((child.text for child in noun.children if child.name == "Identity"), noun.text)
    events = [noun.get("statusCallbackEvent")]
    return LegPlan(
        from_=verb.get("callerId") or x.leg.plan.from_,
        to=f"client:{identity}" if noun.name == "Client" else noun.text,
        direction="outbound-dial",
        status="queued",
        callback=status_callback(
            x.source(noun.get("statusCallback")).url if noun.has("statusCallback") else "",
            noun.get("statusCallbackMethod"),
            events,
            "completed",
        ),
        ring_seconds=verb.number("timeout", RING_SECONDS),
        parent_sid=x.leg.sid,
    )
