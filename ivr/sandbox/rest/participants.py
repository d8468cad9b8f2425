"""Participants of a conference: called in, held, muted, made to whisper, and let out by the product."""

from typing import Any

from flask import Blueprint, request

from ivr.sandbox.network import Network
from ivr.sandbox.participant import Participant
from ivr.sandbox.rest import form
from ivr.sandbox.rest.conferences import find_room
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.invite import invite
from ivr.sandbox.rest.paging import page_of
from ivr.sandbox.rest.participant_json import participant_json
from ivr.sandbox.room import UPDATED_BY_REST, Room
from ivr.sandbox.signals import Source


def participants(network: Network) -> Blueprint:
    """Return the routes of `/Conferences/{sid or name}/Participants`; one is named by call SID or label."""
    routes = Blueprint("participants", __name__)

    @routes.post("/Conferences/<room>/Participants.json")
    def create(room: str) -> tuple[dict[str, Any], int]:
        return invite(network, room), 201

    @routes.get("/Conferences/<room>/Participants.json")
    def index(room: str) -> dict[str, Any]:
        found = _filtered(find_room(network, room))
        return page_of("participants", [participant_json(network, one) for one in found])

    _one(routes, network)
    return routes


def _one(routes: Blueprint, network: Network) -> None:
    @routes.get("/Conferences/<room>/Participants/<name>.json")
    def fetch(room: str, name: str) -> dict[str, Any]:
        return participant_json(network, _find(network, room, name))

    @routes.post("/Conferences/<room>/Participants/<name>.json")
    def update(room: str, name: str) -> dict[str, Any]:
        participant = _find(network, room, name)
        _update(participant)
        return participant_json(network, participant)

    @routes.delete("/Conferences/<room>/Participants/<name>.json")
    def delete(room: str, name: str) -> tuple[str, int]:
        participant = _find(network, room, name)
        participant.room.leave(participant, UPDATED_BY_REST)
        return "", 204


def _find(network: Network, room: str, name: str) -> Participant:
    participant = find_room(network, room).find(name)
    if participant is None:
        raise not_found(request.path)
    return participant


def _filtered(room: Room) -> list[Participant]:
    wanted = {name: request.args.get(name) for name in ("Muted", "Hold", "Coaching")}
    return [one for one in room.participants.values() if _matches(one, wanted)]


def _matches(participant: Participant, wanted: dict[str, str | None]) -> bool:
    told = participant.params()
    return all(value is None or told[name] == value.lower() for name, value in wanted.items())


def _update(participant: Participant) -> None:
    """Change what the form names, and report each change as Twilio does."""
    seat, room = participant.seat, participant.room
    if form.maybe("Muted") is not None:
        seat.muted = form.flag("Muted", default=False)
        room.report("participant-mute" if seat.muted else "participant-unmute", participant)
    if form.maybe("EndConferenceOnExit") is not None:
        seat.ends_room = form.flag("EndConferenceOnExit", default=False)
        room.report("participant-modify", participant)
    if form.maybe("Coaching") is not None or form.maybe("CallSidToCoach") is not None:
        _coach(participant)
    if form.text("AnnounceUrl"):
        seat.announcements.append(Source(form.text("AnnounceUrl"), form.text("AnnounceMethod", "POST")))
    if form.maybe("Hold") is not None:
        _hold(participant)
    participant.updated = room.clock.now()
    room.changed()


def _hold(participant: Participant) -> None:
    seat, url = participant.seat, form.text("HoldUrl")
    seat.hold = form.flag("Hold", default=False)
    seat.hold_music = Source(url, form.text("HoldMethod", "POST")) if url else None
    participant.room.report("participant-hold" if seat.hold else "participant-unhold", participant)


def _coach(participant: Participant) -> None:
    whom = form.text("CallSidToCoach", participant.seat.coach)
    coaching = form.flag("Coaching", default=bool(whom))
    if coaching and whom not in participant.room.participants:
        raise bad_value(16025, "CallSidToCoach is not a participant of this conference")
    participant.seat.coach = whom if coaching else ""
    participant.room.report("participant-modify", participant)
