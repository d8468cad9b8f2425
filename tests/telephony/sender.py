"""The network's side of the webhooks: it signs what it sends, as Twilio does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.telephony.gate import FORM
from ivr.telephony.signature import HEADER

PUBLIC_URL = "https://ivr.example.co"
TOKEN = "0123456789abcdef0123456789abcdef"
ACCOUNT = "AC" + "0" * 32
CALL = "CA" + "1" * 32


def sign(target: str, params: Mapping[str, str], token: str = TOKEN, origin: str = PUBLIC_URL) -> str:
    """Give Twilio's signature of a webhook."""
    signature: str = RequestValidator(token).compute_signature(origin + target, dict(params))
    return signature


@dataclass
class Sender:
    """Sends webhooks; `seen` holds the values that got past the gate."""

    client: FlaskClient
    seen: list[object] = field(default_factory=list)

    def post(self, target: str, params: Mapping[str, str]) -> TestResponse:
        """Send a webhook with the right signature."""
        return self.raw(target, urlencode(params), sign(target, params))

    def raw(self, target: str, body: str | bytes, signature: str | None, **headers: str) -> TestResponse:
        """Send a body as it is; without a signature when it is None."""
        signed = {} if signature is None else {HEADER: signature}
        return self.client.post(target, data=body, content_type=FORM, headers=signed | headers)
