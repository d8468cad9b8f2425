"""A person's hands on a telephone: dial, press keys, keep silent, answer, hang up."""

from itertools import islice
from typing import Any

from flask import Blueprint, request

from ivr.sandbox.control.body import field, refuse
from ivr.sandbox.control.view import call_view, full_view
from ivr.sandbox.leg import Leg
from ivr.sandbox.network import Network
from ivr.sandbox.signals import Declined, Key, PickedUp, Signal, Silence
from ivr.sandbox.switch import call_line

NEWEST = 200  # calls that are listed unless `limit` says otherwise
KEYS = frozenset("0123456789*#")


def calls(network: Network) -> Blueprint:
    """Return the routes of `/sandbox/calls`."""
    routes = Blueprint("control_calls", __name__)

    @routes.post("/calls")
    def dial() -> tuple[dict[str, Any], int]:
        line = network.lines.get(str(field("to")))
        if line is None or not line.voice_url:
            refuse(404, f"{field('to')} is no connected line; there are: {', '.join(network.lines) or 'none'}")
            raise AssertionError  # refuse never returns
        return {"sid": call_line(network, str(field("from")), line).sid}, 201

    @routes.get("/calls")
    def index() -> dict[str, Any]:
        newest = islice(reversed(network.legs.values()), request.args.get("limit", NEWEST, int))
        return {"calls": [call_view(leg) for leg in newest]}

    @routes.get("/calls/<sid>")
    def fetch(sid: str) -> dict[str, Any]:
        return full_view(find_leg(network, sid))

    _hands(routes, network)
    _voice(routes, network)
    _ringing(routes, network)
    return routes


def _hands(routes: Blueprint, network: Network) -> None:
    @routes.post("/calls/<sid>/keys")
    def press(sid: str) -> dict[str, Any]:
        return {"after": _press(find_leg(network, sid), str(field("digits")))}

    @routes.post("/calls/<sid>/silence")
    def silence(sid: str) -> dict[str, Any]:
        leg = find_leg(network, sid)
        if leg.gather is None and leg.state != "recording":
            refuse(409, f"Nothing waits for the caller: {leg.state}")
        return _post(leg, Silence())

    @routes.post("/calls/<sid>/hangup")
    def hang_up(sid: str) -> dict[str, Any]:
        leg = find_leg(network, sid)
        after = leg.transcript.last
        network.hang_up(leg)
        return {"after": after}


def _voice(routes: Blueprint, network: Network) -> None:
    @routes.post("/calls/<sid>/speech")
    def speak(sid: str) -> dict[str, Any]:
        leg = find_leg(network, sid)
        after, text = leg.transcript.last, str(field("text"))
        leg.note("voice", text)
        heard_by = leg.participant.room.speak(leg.participant, text) if leg.participant else ()
        return {"after": after, "heard_by": heard_by}


def _ringing(routes: Blueprint, network: Network) -> None:
    @routes.post("/calls/<sid>/answer")
    def answer(sid: str) -> dict[str, Any]:
        return _post(find_leg(network, sid), PickedUp())

    @routes.post("/calls/<sid>/reject")
    def reject(sid: str) -> dict[str, Any]:
        return _post(find_leg(network, sid), Declined("busy"))


def _post(leg: Leg, signal: Signal) -> dict[str, Any]:
    after = leg.transcript.last
    leg.post(signal)
    return {"after": after}


def find_leg(network: Network, sid: str) -> Leg:
    """Return a call, or answer 404."""
    if sid not in network.legs:
        refuse(404, f"No such call: {sid}")
    return network.legs[sid]


def _press(leg: Leg, digits: str) -> int:
    if not digits or set(digits) - KEYS:
        refuse(400, "digits are 0-9, * and #")
    if leg.ended:
        refuse(409, "The call is over")
    after = leg.transcript.last
    for digit in digits:
        leg.post(Key(digit))
    return after
