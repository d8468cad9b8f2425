"""Webhooks that a test sends itself, past the telephone: again, late, forged."""

from xml.etree.ElementTree import Element

from twilio.request_validator import RequestValidator

from tests.phone.call import Call
from tests.phone.plain import PlainService
from tests.phone.webhooks import ACCOUNT, PUBLIC_URL, TOKEN, path_of


def action(service: PlainService, call: Call) -> str:
    """Give the path that the open question answers to."""
    gather = service.network.legs[call.sid].gather
    assert isinstance(gather, Element)
    return path_of(gather.get("action", ""))


def told(service: PlainService, call: Call, **more: str) -> dict[str, str]:
    """Give the parameters of a webhook of a call."""
    return service.network.legs[call.sid].parameters(**more)


def signed(path: str, parameters: dict[str, str]) -> tuple[dict[str, str], str]:
    """Give a form of our account, and its signature."""
    form = {"AccountSid": ACCOUNT, **parameters}
    return form, RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, form)


def post(service: PlainService, path: str, parameters: dict[str, str]) -> tuple[int, str]:
    """Send a webhook from a client of its own; give status and TwiML."""
    form, signature = signed(path, parameters)
    answer = service.parts.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": signature})
    return answer.status_code, answer.text
