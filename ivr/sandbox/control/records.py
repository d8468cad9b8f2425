"""What the network has seen: messages, recordings and webhooks."""

from typing import Any

from flask import Blueprint, request

from ivr.sandbox.network import Network
from ivr.sandbox.recording import Recording


def records(network: Network) -> Blueprint:
    """Return the routes that only show: messages, recordings, the log."""
    routes = Blueprint("control_records", __name__)

    @routes.get("/messages")
    def messages() -> dict[str, Any]:
        found = network.messages.to(request.args.get("to"))
        return {"messages": [message.to_json() for message in found]}

    @routes.get("/recordings")
    def recordings() -> dict[str, Any]:
        return {"recordings": [_recording_view(one) for one in network.recordings()]}

    @routes.get("/log")
    def log() -> dict[str, Any]:
        after = request.args.get("after", 0, int)
        records = [record.to_json() for record in network.log.after(after)]
        return {"log": records, "pending": network.postman.pending}

    return routes


def _recording_view(recording: Recording) -> dict[str, Any]:
    return {
        "sid": recording.sid,
        "call_sid": recording.call_sid,
        "conference_sid": recording.conference_sid,
        "status": recording.status,
        "heard": recording.heard,
    }
