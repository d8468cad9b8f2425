"""Text messages that the product sends, with the refusals of a real network."""

import re
from typing import Any

from flask import Blueprint, request

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.clock import rfc2822
from ivr.sandbox.delivery import send_message
from ivr.sandbox.messages import LONGEST_BODY, Message
from ivr.sandbox.network import Network
from ivr.sandbox.phone_numbers import is_possible, takes_messages
from ivr.sandbox.rest import form
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.gate import strike
from ivr.sandbox.rest.paging import page_of

SHORT_CODE = re.compile(r"[0-9]{5,6}")  # as Colombian operators lease them
SENDER_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}")
EVERY_STEP = "queued sent delivered undelivered failed"


def messages(network: Network) -> Blueprint:
    """Return the routes of `/Messages`."""
    routes = Blueprint("messages", __name__)

    @routes.post("/Messages.json")
    def create() -> tuple[dict[str, Any], int]:
        message = _message(network)
        strike(network, "message", message.to)
        send_message(network, message)
        return _json(network, message), 201

    @routes.get("/Messages.json")
    def index() -> dict[str, Any]:
        from_ = request.args.get("From")
        found = [one for one in network.messages.to(request.args.get("To")) if from_ in {None, one.from_}]
        return page_of("messages", [_json(network, message) for message in found])

    @routes.get("/Messages/<sid>.json")
    def fetch(sid: str) -> dict[str, Any]:
        for message in network.messages.all:
            if message.sid == sid:
                return _json(network, message)
        raise not_found(request.path)

    return routes


def _message(network: Network) -> Message:
    """Read and check the form.

    Raises:
        RestError: 21604 no To, 21211 invalid To, 21614 not a mobile, 21603 no From, 21606 From is not ours,
            21602 no body, 21617 longer than 1600 characters.
    """
    to, body = form.text("To"), form.text("Body")
    sender = form.text("From") or form.text("MessagingServiceSid")
    if not to:
        raise bad_value(21604, "A 'To' phone number is required.")
    if not is_possible(to):
        raise bad_value(21211, f"The 'To' number {to} is not a valid phone number.")
    if not takes_messages(to):
        raise bad_value(21614, f"'To' number is not a valid mobile number: {to}")
    if not sender:
        raise bad_value(21603, "A 'From' phone number is required.")
    _check_sender(network, sender)
    if not body:
        raise bad_value(21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        raise bad_value(21617, "The concatenated message body exceeds the 1600 character limit.")
    service = form.text("MessagingServiceSid") or None
    return Message(sender, to, body, network.clock.now(), form.callback("", EVERY_STEP), service)


def _check_sender(network: Network, sender: str) -> None:
    named = sender.startswith("MG") or SENDER_NAME.fullmatch(sender) or SHORT_CODE.fullmatch(sender)
    if sender not in network.lines and not named:
        message = f"The 'From' phone number provided ({sender}) is not a number of this account."
        raise bad_value(21606, message)


def _json(network: Network, message: Message) -> dict[str, Any]:
    path = f"{network.account.path}/Messages/{message.sid}"
    return {
        "sid": message.sid,
        "account_sid": network.account.sid,
        "api_version": API_VERSION,
        "messaging_service_sid": message.service_sid,
        "from": message.from_,
        "to": message.to,
        "body": message.body,
        "status": message.status,
        "direction": "outbound-api",
        "num_segments": str(message.segments),
        "num_media": "0",
        "error_code": message.error_code,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "date_created": rfc2822(message.created),
        "date_updated": rfc2822(message.updated or message.created),
        "date_sent": rfc2822(message.sent),
        "uri": f"{path}.json",
        "subresource_uris": {"media": f"{path}/Media.json"},
    }
