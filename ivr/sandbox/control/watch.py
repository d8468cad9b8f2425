"""Watching a call: wait until it rests, or follow every line as it is written."""

import json
import time
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request

from ivr.sandbox.control.calls import find_leg
from ivr.sandbox.control.view import call_view, full_view
from ivr.sandbox.leg import Leg
from ivr.sandbox.network import Network

LONGEST_WAIT = 60.0  # real seconds
HEARTBEAT = 15.0  # real seconds between comments that keep a stream open


def watch(network: Network) -> Blueprint:
    """Return the routes that wait."""
    routes = Blueprint("control_watch", __name__)

    @routes.get("/calls/<sid>/wait")
    def wait(sid: str) -> dict[str, Any]:
        leg = find_leg(network, sid)
        states = frozenset(filter(None, request.args.get("state", "").split(",")))
        timeout = min(request.args.get("timeout", 5.0, float), LONGEST_WAIT)
        wait_until_settled(leg, request.args.get("after", 0, int), states, timeout)
        return full_view(leg)

    @routes.get("/calls/<sid>/events")
    def events(sid: str) -> Response:
        leg = find_leg(network, sid)
        last = request.headers.get("Last-Event-ID") or request.args.get("after", "0")
        return event_stream(_events(leg, int(last)))

    return routes


def event_stream(events: Iterator[str]) -> Response:
    """Answer with server-sent events."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Response(events, mimetype="text/event-stream", headers=headers)


def event(name: str, data: Any, number: int | None = None) -> str:
    """Write one server-sent event."""
    identity = "" if number is None else f"id: {number}\n"
    return f"{identity}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def wait_until_settled(leg: Leg, after: int, states: frozenset[str], timeout: float) -> bool:
    """Wait at most `timeout` real seconds for the call to rest with a line after `after`; say whether it does."""

    def is_there() -> bool:
        rests = leg.settled and leg.transcript.last > after
        return leg.state == "ended" or (rests and (not states or leg.state in states))

    deadline = time.monotonic() + timeout
    with leg.changed:
        while not is_there():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            leg.changed.wait(left)
    return True


def _events(leg: Leg, last: int) -> Iterator[str]:
    shown: dict[str, Any] = {}
    while True:
        for entry in leg.transcript.after(last):
            last = entry.n
            yield event("entry", entry.to_json(), entry.n)
        view = call_view(leg)
        if view != shown:
            shown = view
            yield event("call", view)
        if leg.state == "ended" and leg.transcript.last == last:
            return
        with leg.changed:
            woken = leg.transcript.last > last or call_view(leg) != shown or leg.changed.wait(HEARTBEAT)
        if not woken:
            yield ": still here\n\n"
