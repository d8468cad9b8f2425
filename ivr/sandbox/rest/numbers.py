"""Numbers of the account (`IncomingPhoneNumbers`): a line is connected by giving it URLs."""

from typing import Any

from flask import Blueprint, request

from ivr.sandbox.clock import rfc2822
from ivr.sandbox.lines import Line
from ivr.sandbox.network import Network
from ivr.sandbox.phone_numbers import is_possible
from ivr.sandbox.rest import form
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.paging import page_of

_FIELDS = {
    "FriendlyName": "name",
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "VoiceFallbackUrl": "fallback_url",
    "VoiceFallbackMethod": "fallback_method",
    "StatusCallback": "status_url",
    "StatusCallbackMethod": "status_method",
}


def numbers(network: Network) -> Blueprint:
    """Return the routes of `/IncomingPhoneNumbers`."""
    routes = Blueprint("numbers", __name__)

    @routes.post("/IncomingPhoneNumbers.json")
    def create() -> tuple[dict[str, Any], int]:
        number = form.text("PhoneNumber")
        if not is_possible(number):
            raise bad_value(21421, f"PhoneNumber is invalid: {number}")
        line = network.lines.setdefault(number, Line(number, number, network.clock.now()))
        return _json(network, _change(line)), 201

    @routes.get("/IncomingPhoneNumbers.json")
    def index() -> dict[str, Any]:
        return page_of("incoming_phone_numbers", [_json(network, line) for line in _filtered(network)])

    @routes.get("/IncomingPhoneNumbers/<sid>.json")
    def fetch(sid: str) -> dict[str, Any]:
        return _json(network, _find(network, sid))

    @routes.post("/IncomingPhoneNumbers/<sid>.json")
    def update(sid: str) -> dict[str, Any]:
        return _json(network, _change(_find(network, sid)))

    return routes


def _filtered(network: Network) -> list[Line]:
    number = request.args.get("PhoneNumber", "")
    return [line for line in network.lines.values() if number in line.number]


def _find(network: Network, sid: str) -> Line:
    for line in network.lines.values():
        if line.sid == sid:
            return line
    raise not_found(request.path)


def _change(line: Line) -> Line:
    for name, attribute in _FIELDS.items():
        value = form.maybe(name)
        if value is not None:
            setattr(line, attribute, value)
    return line


def _json(network: Network, line: Line) -> dict[str, Any]:
    return {
        "sid": line.sid,
        "account_sid": network.account.sid,
        "friendly_name": line.name,
        "phone_number": line.number,
        "voice_url": line.voice_url,
        "voice_method": line.voice_method,
        "voice_fallback_url": line.fallback_url,
        "voice_fallback_method": line.fallback_method,
        "status_callback": line.status_url,
        "status_callback_method": line.status_method,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "api_version": "2010-04-01",
        "date_created": rfc2822(line.created),
        "date_updated": rfc2822(line.created),
        "status": "in-use",
        "uri": f"{network.account.path}/IncomingPhoneNumbers/{line.sid}.json",
    }
