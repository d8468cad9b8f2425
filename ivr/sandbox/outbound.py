"""Calls that the network makes to a telephone: it rings, and is answered or not, as that telephone behaves."""

import threading

from ivr.sandbox.bridge import Bridge
from ivr.sandbox.clock import Wait
from ivr.sandbox.endpoints import DEFAULT_ANSWER_SECONDS, Behaviour
from ivr.sandbox.leg import Leg
from ivr.sandbox.network import Network
from ivr.sandbox.phone_numbers import endpoint_of
from ivr.sandbox.signals import Declined, Interrupt, PickedUp

PERSON = Behaviour("person")  # somebody sits at an open telephone


def ring(network: Network, leg: Leg) -> bool:
    """Ring the telephone until it is answered (True), or the call has its final status (False).

    Raises:
        CallEnded: the call was cancelled while it rang.
    """
    network.report(leg, "initiated")
    network.set_status(leg, "ringing")
    behaviour = _behaviour(network, leg)
    leg.show("ringing", at_rest=behaviour is PERSON)
    leg.note("ring", leg.plan.to)
    status = _outcome(network, leg, behaviour)
    if status != "in-progress":
        network.hang_up(leg, status, by="ring")
        return False
    network.set_status(leg, status)
    if behaviour.kind == "hangup-after":
        threading.Thread(target=_hang_up_later, args=(network, leg, behaviour.seconds), daemon=True).start()
    return True


def place_child(network: Network, parent: Leg, child: Leg) -> Bridge:
    """Ring a telephone for a Dial; the parent is told whether it answered."""
    bridge = Bridge(parent, child)
    threading.Thread(target=_live, args=(network, bridge), daemon=True).start()
    return bridge


def _live(network: Network, bridge: Bridge) -> None:
    child = bridge.second
    try:
        if ring(network, child):
            bridge.first.post(PickedUp())
            bridge.stay(child)
    except Interrupt:
        pass  # the end of the call, written down below
    finally:
        network.hang_up(child, by="dial")
        bridge.first.post(Declined(child.status))
        child.finish()


def _behaviour(network: Network, leg: Leg) -> Behaviour:
    endpoint = endpoint_of(leg.plan.to)
    is_open = network.open_phones[endpoint] or network.softphones.has(endpoint)
    return network.endpoints.get(endpoint) or (PERSON if is_open else Behaviour())


def _outcome(network: Network, leg: Leg, behaviour: Behaviour) -> str:
    if behaviour is PERSON:
        if network.softphones.has(endpoint_of(leg.plan.to)):
            network.softphones.ring(leg, network.account.sid)
        return _ask_person(leg)
    if behaviour.kind == "no-answer":
        leg.pass_time(leg.plan.ring_seconds, Wait.SPEECH)
        return "no-answer"
    seconds = behaviour.seconds if behaviour.kind == "answer-after" else DEFAULT_ANSWER_SECONDS
    leg.pass_time(min(seconds, leg.plan.ring_seconds), Wait.SPEECH)
    if seconds > leg.plan.ring_seconds:
        return "no-answer"
    return behaviour.kind if behaviour.kind in {"busy", "failed"} else "in-progress"


def _ask_person(leg: Leg) -> str:
    while True:
        signal = leg.receive(leg.plan.ring_seconds, Wait.PERSON)
        if isinstance(signal, PickedUp):
            return "in-progress"
        if signal is None or isinstance(signal, Declined):
            return signal.status if signal else "no-answer"


def _hang_up_later(network: Network, leg: Leg, seconds: float) -> None:
    network.clock.sleep(seconds)
    network.hang_up(leg)
