"""A call as the REST interface shows it."""

from typing import Any

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.clock import rfc2822
from ivr.sandbox.leg import Leg
from ivr.sandbox.network import Network

# What an account without carriers, prices and answering-machine detection leaves empty.
_EMPTY = ("price", "answered_by", "annotation", "forwarded_from", "group_sid", "caller_name", "queue_time", "trunk_sid")
_SUBRESOURCES = ("Notifications", "Recordings", "Transcriptions", "Events")


def call_json(network: Network, leg: Leg) -> dict[str, Any]:
    """Return Twilio's Call resource."""
    path = f"{network.account.path}/Calls/{leg.sid}"
    line = network.lines.get(leg.plan.to)
    return dict.fromkeys(_EMPTY) | {
        "sid": leg.sid,
        "account_sid": network.account.sid,
        "parent_call_sid": leg.plan.parent_sid,
        "phone_number_sid": line.sid if line else "",
        "from": leg.plan.from_,
        "from_formatted": leg.plan.from_,
        "to": leg.plan.to,
        "to_formatted": leg.plan.to,
        "status": leg.status,
        "direction": leg.plan.direction,
        "date_created": rfc2822(leg.created),
        "date_updated": rfc2822(leg.updated),
        "start_time": rfc2822(leg.answered_at or leg.created),
        "end_time": rfc2822(leg.ended_at),
        "duration": str(leg.seconds) if leg.ended else None,
        "price_unit": "USD",
        "api_version": API_VERSION,
        "uri": f"{path}.json",
        "subresource_uris": {name.lower(): f"{path}/{name}.json" for name in _SUBRESOURCES},
    }
