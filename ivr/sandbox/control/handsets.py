"""A telephone that lies open on somebody's screen: it rings for calls to its number, and shows its messages."""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from ivr.sandbox.control.view import call_view
from ivr.sandbox.control.watch import event, event_stream
from ivr.sandbox.network import Network

GLANCE = 1.0  # real seconds between looks for a ringing call


def handsets(network: Network) -> Blueprint:
    """Return the stream of one telephone: events `sms` and `ring`; while it is open, calls to the number ring there."""
    routes = Blueprint("control_handsets", __name__)

    @routes.get("/handsets/<number>/events")
    def events(number: str) -> Response:
        last = request.headers.get("Last-Event-ID") or request.args.get("after", "0")
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
        for leg in list(network.legs.values()):
            ringing = leg.state == "ringing" and leg.at_rest and leg.plan.to == number
            if ringing and leg.sid not in rung:
                rung.add(leg.sid)
                yield event("ring", call_view(leg))
        with network.messages.changed:
            if not network.messages.changed.wait(GLANCE):
                yield ": open\n\n"
