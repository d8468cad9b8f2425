"""Signed webhooks as the telephone network sends them, once, or each of them twice."""

from collections.abc import Mapping

from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from tests.telephony.grammar import mistakes

ACCOUNT, TOKEN = "AC" + "1" * 32, "a-token-of-the-tests"
PUBLIC_URL = "https://ivr.example.co"
STORED = ("/voice/incoming", "/voice/turn/")
"""Where the second delivery gets the document of the first one."""


class Webhooks:
    """Sends webhooks to a service; `twice` delivers each of them two times, as a network may."""

    def __init__(self, client: FlaskClient, *, twice: bool) -> None:
        self._client, self._twice = client, twice
        self._sign = RequestValidator(TOKEN).compute_signature
        self.answers: list[str] = []
        self.paths: list[str] = []

    def answered_by(self, other: "Webhooks") -> None:
        """Have another machine answer from now on."""
        self._client = other._client

    def send(self, url: str, parameters: Mapping[str, str]) -> str:
        """Send one and give the TwiML, or nothing where nothing is answered."""
        path = path_of(url)
        first = self.deliver(path, parameters)
        if not self._twice:
            return first
        second = self.deliver(path, parameters)
        if path.startswith(STORED):
            assert second == first, f"{path} was answered otherwise the second time"
        return second

    def deliver(self, path: str, parameters: Mapping[str, str]) -> str:
        """Deliver one webhook once."""
        form = {"AccountSid": ACCOUNT, "ApiVersion": "2010-04-01"} | dict(parameters)
        signature = self._sign(PUBLIC_URL + path, form)
        answer = self._client.post(path, data=form, headers={"X-Twilio-Signature": signature})
        assert answer.status_code in (200, 204), f"{path} was answered with {answer.status_code}"
        if answer.text:
            assert mistakes(answer.text) == []
        self.answers.append(answer.text)
        self.paths.append(path)
        return answer.text


def path_of(url: str) -> str:
    """Give the path and query of an address of ours, without the part that is for the network."""
    assert url.startswith((PUBLIC_URL, "/")), url
    return url.removeprefix(PUBLIC_URL).partition("#")[0]
