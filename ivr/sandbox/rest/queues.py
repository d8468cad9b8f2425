"""Queues and who waits in them; a caller is taken out by giving them another URL."""

from typing import Any

from flask import Blueprint, request

from ivr.sandbox.clock import rfc2822
from ivr.sandbox.network import Network
from ivr.sandbox.rest import form
from ivr.sandbox.rest.calls import redirect_call
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.paging import page_of
from ivr.sandbox.signals import Source
from ivr.sandbox.waiting_queue import LARGEST_SIZE, Member, WaitingQueue


def queues(network: Network) -> Blueprint:
    """Return the routes of `/Queues`."""
    routes = Blueprint("queues", __name__)

    @routes.post("/Queues.json")
    def create() -> tuple[dict[str, Any], int]:
        name = form.text("FriendlyName")
        if any(queue.name == name for queue in network.queues.values()):
            raise bad_value(22003, f"Queue with name {name} already exists")
        queue = network.queue_named(name)
        queue.max_size = min(int(form.text("MaxSize", str(queue.max_size))), LARGEST_SIZE)
        return _queue_json(network, queue), 201

    @routes.get("/Queues.json")
    def index() -> dict[str, Any]:
        return page_of("queues", [_queue_json(network, queue) for queue in network.queues.values()])

    @routes.get("/Queues/<sid>.json")
    def fetch(sid: str) -> dict[str, Any]:
        return _queue_json(network, _find_queue(network, sid))

    return routes


def queue_members(network: Network) -> Blueprint:
    """Return the routes of `/Queues/{sid}/Members`; a member is named by the SID of the call, or `Front`."""
    routes = Blueprint("queue_members", __name__)

    @routes.get("/Queues/<queue>/Members.json")
    def index(queue: str) -> dict[str, Any]:
        members = _find_queue(network, queue).members
        return page_of("queue_members", [_member_json(network, member) for member in members])

    @routes.get("/Queues/<queue>/Members/<sid>.json")
    def fetch(queue: str, sid: str) -> dict[str, Any]:
        return _member_json(network, _find_member(_find_queue(network, queue), sid))

    @routes.post("/Queues/<queue>/Members/<sid>.json")
    def update(queue: str, sid: str) -> dict[str, Any]:
        member = _find_member(_find_queue(network, queue), sid)
        if not form.text("Url"):
            raise bad_value(21205, "Url parameter is required.")
        shown = _member_json(network, member)
        redirect_call(member.leg, Source(form.text("Url"), form.text("Method", "POST")))
        return shown

    return routes


def _find_queue(network: Network, sid: str) -> WaitingQueue:
    if sid not in network.queues:
        raise not_found(request.path)
    return network.queues[sid]


def _find_member(queue: WaitingQueue, sid: str) -> Member:
    for member in queue.members:
        if sid in {member.leg.sid, "Front"}:
            return member
    raise not_found(request.path)


def _queue_json(network: Network, queue: WaitingQueue) -> dict[str, Any]:
    path = f"{network.account.path}/Queues/{queue.sid}"
    return {
        "sid": queue.sid,
        "account_sid": network.account.sid,
        "friendly_name": queue.name,
        "current_size": len(queue.members),
        "average_wait_time": queue.average_wait,
        "max_size": queue.max_size,
        "date_created": rfc2822(queue.created),
        "date_updated": rfc2822(queue.created),
        "uri": f"{path}.json",
        "subresource_uris": {"members": f"{path}/Members.json"},
    }


def _member_json(network: Network, member: Member) -> dict[str, Any]:
    path = f"{network.account.path}/Queues/{member.queue.sid}/Members/{member.leg.sid}"
    return {
        "call_sid": member.leg.sid,
        "account_sid": network.account.sid,
        "queue_sid": member.queue.sid,
        "date_enqueued": rfc2822(member.since),
        "position": member.queue.position(member),
        "wait_time": member.waited,
        "uri": f"{path}.json",
    }
