"""Recordings of calls and conferences: paused, resumed and stopped; `Twilio.CURRENT` is the one that runs."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.clock import rfc2822
from ivr.sandbox.network import Network
from ivr.sandbox.recording import Recording
from ivr.sandbox.rest import form
from ivr.sandbox.rest.calls import NOT_IN_PROGRESS, find_call
from ivr.sandbox.rest.conferences import find_room
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.paging import page_of

CURRENT = "Twilio.CURRENT"
STATUSES = frozenset({"paused", "in-progress", "stopped"})


def recordings(network: Network) -> Blueprint:
    """Return the routes of `/Calls/{sid}/Recordings` and `/Conferences/{sid}/Recordings`."""
    routes = Blueprint("recordings", __name__)

    @routes.post("/Calls/<owner>/Recordings.json")
    def create(owner: str) -> tuple[dict[str, Any], int]:
        return _json(network, _start(network, owner)), 201

    @routes.get("/<any(Calls, Conferences):kind>/<owner>/Recordings.json")
    def index(kind: str, owner: str) -> dict[str, Any]:
        return page_of("recordings", [_json(network, one) for one in _of(network, kind, owner)])

    @routes.get("/<any(Calls, Conferences):kind>/<owner>/Recordings/<sid>.json")
    def fetch(kind: str, owner: str, sid: str) -> dict[str, Any]:
        return _json(network, _find(_of(network, kind, owner), sid))

    @routes.post("/<any(Calls, Conferences):kind>/<owner>/Recordings/<sid>.json")
    def update(kind: str, owner: str, sid: str) -> dict[str, Any]:
        recording = _find(_of(network, kind, owner), sid)
        _change(recording, network.clock.now())
        return _json(network, recording)

    return routes


def _start(network: Network, sid: str) -> Recording:
    leg = find_call(network, sid)
    if leg.status != "in-progress":
        raise bad_value(NOT_IN_PROGRESS, "Requested resource is not eligible for recording")
    recording = Recording(network.clock.now(), leg.sid, None, "StartCallRecordingAPI")
    network.call_recordings.append(recording)
    return recording


def _change(recording: Recording, now: float) -> None:
    if form.text("Status") not in STATUSES:
        raise bad_value(20001, "Status is one of paused, in-progress, stopped")
    if not recording.is_open:
        raise bad_value(NOT_IN_PROGRESS, "The recording is not in progress")
    recording.change(form.text("Status"), now)


def _of(network: Network, kind: str, owner: str) -> Sequence[Recording]:
    if kind == "Conferences":
        return find_room(network, owner).recordings
    sid = find_call(network, owner).sid
    return [one for one in network.call_recordings if one.call_sid == sid]


def _find(recordings: Sequence[Recording], sid: str) -> Recording:
    for recording in reversed(recordings):
        if sid == recording.sid or (sid == CURRENT and recording.is_open):
            return recording
    raise not_found(request.path)


def _json(network: Network, recording: Recording) -> dict[str, Any]:
    owner = f"Calls/{recording.call_sid}" if recording.call_sid else f"Conferences/{recording.conference_sid}"
    return {
        "sid": recording.sid,
        "account_sid": network.account.sid,
        "api_version": API_VERSION,
        "call_sid": recording.call_sid,
        "conference_sid": recording.conference_sid,
        "status": recording.status,
        "source": recording.source,
        "channels": 1,
        "duration": str(recording.seconds),
        "start_time": rfc2822(recording.started),
        "date_created": rfc2822(recording.started),
        "date_updated": rfc2822(recording.finished or recording.started),
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "encryption_details": None,
        "track": "both",
        "uri": f"{network.account.path}/{owner}/Recordings/{recording.sid}.json",
    }
