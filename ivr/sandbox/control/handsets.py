"""A telephone that lies open on somebody's screen: it rings for calls to its number, and shows its messages."""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from ivr.sandbox.control.view import call_view
from ivr.sandbox.control.watch import event, event_stream
from ivr.sandbox.leg import Leg
from ivr.sandbox.network import Network

GLANCE = 0.5  # real seconds between looks for a ringing call


def handsets(network: Network) -> Blueprint:
    """Return the stream of a telephone: `sms`, `ring`, `ring-over`; while it is open, calls to it ring there."""
    routes = Blueprint("control_handsets", __name__)

    @routes.get("/handsets/<number>/events")
    def events(number: str) -> Response:
        last = request.headers.get("Last-Event-ID") or len(network.messages.all)
        return event_stream(_opened(network, number, int(last)))

    return routes


def _opened(network: Network, number: str, seen: int) -> Iterator[str]:
    network.open_phones[number] += 1
    try:
        yield ": open\n\n"
        yield from _events(network, number, seen)
    finally:
        network.open_phones[number] -= 1


def _events(network: Network, number: str, seen: int) -> Iterator[str]:
    rung: set[str] = set()
    while True:
        for n, message in enumerate(network.messages.all[seen:], seen + 1):
            seen = n
            if message.to == number:
                yield event("sms", message.to_json(), n)
        ringing = {leg.sid: leg for leg in list(network.legs.values()) if _rings(leg, number)}
        for sid in ringing.keys() - rung:
            yield event("ring", call_view(ringing[sid]))
        for sid in rung - ringing.keys():
            yield event("ring-over", {"sid": sid})
        rung = set(ringing)
        with network.messages.changed:
            if not network.messages.changed.wait(GLANCE):
                yield ": open\n\n"


def _rings(leg: Leg, number: str) -> bool:
    return leg.state == "ringing" and leg.at_rest and leg.plan.to == number
