"""The parameters that every webhook of a call carries, named as Twilio names them."""

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.clock import rfc2822
from ivr.sandbox.leg import Leg
from ivr.sandbox.phone_numbers import CLIENT, country_of

_PLACES = ("From", "To", "Caller", "Called")


def call_params(leg: Leg, account_sid: str) -> dict[str, str]:
    """Return the parameters of a webhook that asks for instructions."""
    params = {
        "CallSid": leg.sid,
        "AccountSid": account_sid,
        "ApiVersion": API_VERSION,
        "Direction": leg.plan.direction,
        "CallStatus": leg.status,
    }
    ends = (leg.plan.from_, leg.plan.to, leg.plan.from_, leg.plan.to)
    for name, address in zip(_PLACES, ends, strict=True):
        params |= {name: address} | _place(name, address)
    if leg.plan.parent_sid:
        params["ParentCallSid"] = leg.plan.parent_sid
    return params


def status_params(leg: Leg, account_sid: str, status: str) -> dict[str, str]:
    """Return the parameters of a call's status callback; `status` is the one reported."""
    params = call_params(leg, account_sid) | {
        "CallStatus": status,
        "Timestamp": rfc2822(leg.updated) or "",
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(leg.sequence),
    }
    if leg.ended:
        params |= {"CallDuration": str(leg.seconds), "Duration": str(-(-leg.seconds // 60))}
    return params


def _place(name: str, address: str) -> dict[str, str]:
    """Twilio knows no city, state or postcode of a Colombian number: these come empty."""
    if address.startswith(CLIENT):
        return {}
    return {f"{name}Country": country_of(address), f"{name}City": "", f"{name}State": "", f"{name}Zip": ""}
