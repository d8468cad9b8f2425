"""Every command that we send is one that the telephone company's own description of its REST allows."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest
from openapi_core.validation.request.exceptions import RequestBodyValidationError
from requests import PreparedRequest, Request

from tests.conftest import ROOT
from tests.telephony.networks import LINE, until
from tests.telephony.sandbox_network import SandboxNetwork

DESCRIPTION = ROOT / "node_modules/@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json"
FORM = "application/x-www-form-urlencoded"
HOST = "https://api.twilio.com"


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """Give the description."""
    if not DESCRIPTION.exists():
        pytest.skip("the description comes with npm: run npm ci")
    document: dict[str, Any] = json.loads(DESCRIPTION.read_text())
    return document


@pytest.fixture(scope="module")
def api(description: dict[str, Any]) -> OpenAPI:
    """Give what holds requests against the description."""
    return OpenAPI.from_dict(description)


@pytest.fixture
def sent(real: SandboxNetwork) -> list[PreparedRequest]:
    """Give every command of the switchboard as it was sent."""
    board = real.switchboard
    caller = real.call_in_room("described", "caller", recorded=True)
    agent = real.call_in_room("described", "agent", recorded=True)
    until(lambda: len(board.participants("described")) == 2)
    board.pause_recording("described")
    board.resume_recording("described")
    board.hold("described", agent, held=True)
    board.hold("described", agent, held=True, url="/voice/hold/described?token=1")
    board.mute("described", agent, muted=True)
    board.coach("described", agent, caller)
    board.coach("described", agent, "")
    board.announce("described", agent, "/announcement?token=a.b-c")
    board.redirect(caller, "/waiting?token=a.b-c")
    board.remove("described", agent)
    board.live_calls()
    board.status(caller)
    board.hang_up(caller)
    board.dial("client:agent_7", LINE, "/waiting", "/status", 20)
    board.send_message("+573001112233", "Serfinansa: hola", "/status")
    board.sent_messages("+573001112233", "Serfinansa: hola", real.minute_ago())
    return real.recorder.sent


def test_every_command_is_described(sent: list[PreparedRequest], api: OpenAPI) -> None:
    """Paths, fields and their values are as the description says; nothing is sent that it does not know."""
    assert {request.method for request in sent} == {"GET", "POST", "DELETE"}
    for request in sent:
        api.validate_request(RequestsOpenAPIRequest(_described(request)))


def test_every_field_is_described(sent: list[PreparedRequest], description: dict[str, Any]) -> None:
    """No field of a form and no name of a query is one that the description does not know."""
    assert [found for request in sent for found in unknown_names(description, request)] == []
    names = {name for request in sent for name in _names(request)}
    assert {"FriendlyName", "Status", "PageSize", "Url", "Hold", "PauseBehavior", "Body"} <= names
    assert {"Muted", "Coaching", "CallSidToCoach", "AnnounceUrl", "AnnounceMethod"} <= names


def test_an_unknown_field_would_be_found(description: dict[str, Any]) -> None:
    """The check bites: a field that nobody described is found, in a form and in a query."""
    url = f"{HOST}/2010-04-01/Accounts/AC{'0' * 32}/Calls/CA{'1' * 32}.json?Odd=1"
    request = Request("POST", url, data={"Url": "https://ivr.example.co/", "Wrong": "1"}).prepare()
    assert unknown_names(description, request) == ["Odd", "Wrong"]


def test_a_wrong_value_would_be_found(api: OpenAPI) -> None:
    """The check bites: a value that the description does not allow is a mistake."""
    url = f"{HOST}/2010-04-01/Accounts/AC{'0' * 32}/Calls/CA{'1' * 32}.json"
    odd = Request("POST", url, data={"Status": "asleep"}, auth=("a", "b")).prepare()
    with pytest.raises(RequestBodyValidationError):
        api.validate_request(RequestsOpenAPIRequest(odd))


def unknown_names(document: dict[str, Any], request: PreparedRequest) -> list[str]:
    """Give the names in a request's query and form that its operation does not describe."""
    path = urlsplit(request.url or "").path
    (item,) = (item for template, item in document["paths"].items() if _fits(template, path))
    operation = item[(request.method or "").lower()]
    known = {one["name"] for one in operation.get("parameters", ())}
    form = operation.get("requestBody", {}).get("content", {}).get(FORM, {"schema": {}})
    return [name for name in _names(request) if name not in known | form["schema"].get("properties", {}).keys()]


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/.]+", re.escape(template)), path) is not None


def _names(request: PreparedRequest) -> list[str]:
    body = request.body if isinstance(request.body, str) else ""
    return [name for part in (urlsplit(request.url or "").query, body) for name, _ in parse_qsl(part)]


def _described(request: PreparedRequest) -> PreparedRequest:
    """Give the request as it would go to the company: the description knows its host alone."""
    moved = request.copy()
    parts = urlsplit(request.url or "")
    moved.url = f"{HOST}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return moved
