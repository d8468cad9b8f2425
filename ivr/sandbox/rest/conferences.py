"""Conferences: listed, looked at, and ended by the product."""

from typing import Any

from flask import Blueprint, request

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.clock import rfc2822
from ivr.sandbox.network import Network
from ivr.sandbox.rest import form
from ivr.sandbox.rest.errors import not_found
from ivr.sandbox.rest.paging import page_of
from ivr.sandbox.room import ENDED_BY_REST, Room
from ivr.sandbox.signals import Source


def conferences(network: Network) -> Blueprint:
    """Return the routes of `/Conferences`."""
    routes = Blueprint("conferences", __name__)

    @routes.get("/Conferences.json")
    def index() -> dict[str, Any]:
        wanted = {"FriendlyName": request.args.get("FriendlyName"), "Status": request.args.get("Status")}
        rooms = [room for room in reversed(network.rooms.values()) if _matches(room, wanted)]
        return page_of("conferences", [_json(network, room) for room in rooms])

    @routes.get("/Conferences/<sid>.json")
    def fetch(sid: str) -> dict[str, Any]:
        return _json(network, find_room(network, sid))

    @routes.post("/Conferences/<sid>.json")
    def update(sid: str) -> dict[str, Any]:
        room = find_room(network, sid)
        if form.text("AnnounceUrl"):
            announce(room, Source(form.text("AnnounceUrl"), form.text("AnnounceMethod", "POST")))
        if form.text("Status") == "completed" and room.is_open:
            room.end("conference-ended-via-api", ENDED_BY_REST)
        return _json(network, room)

    return routes


def find_room(network: Network, name: str) -> Room:
    """Return a room by SID, or an open one by its name; or raise 20404."""
    if name in network.rooms:
        return network.rooms[name]
    for room in network.rooms.values():
        if room.name == name and room.is_open:
            return room
    raise not_found(request.path)


def announce(room: Room, source: Source) -> None:
    """Let everybody in the room hear a document."""
    for participant in room.participants.values():
        participant.seat.announcements.append(source)
    room.changed()


def _matches(room: Room, wanted: dict[str, str | None]) -> bool:
    return wanted["FriendlyName"] in {None, room.name} and wanted["Status"] in {None, room.status}


def _json(network: Network, room: Room) -> dict[str, Any]:
    path = f"{network.account.path}/Conferences/{room.sid}"
    return {
        "sid": room.sid,
        "account_sid": network.account.sid,
        "friendly_name": room.name,
        "status": room.status,
        "region": "us1",
        "reason_conference_ended": room.reason_ended or None,
        "call_sid_ending_conference": room.ended_by or None,
        "api_version": API_VERSION,
        "date_created": rfc2822(room.created),
        "date_updated": rfc2822(room.updated),
        "uri": f"{path}.json",
        "subresource_uris": {
            "participants": f"{path}/Participants.json",
            "recordings": f"{path}/Recordings.json",
        },
    }
