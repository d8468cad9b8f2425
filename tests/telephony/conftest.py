"""A tiny service with one route of each kind, and the network's side of it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask

from ivr.telephony import kinds
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.schema import Kind
from ivr.telephony.signature import Signatures
from tests.telephony.sender import ACCOUNT, CALL, PUBLIC_URL, TOKEN, Sender

ROUTES: Mapping[str, Kind[Any]] = {
    "/voice/incoming": kinds.INCOMING,
    "/voice/turn/<int:turn>": kinds.TURN,
    "/voice/wait/<int:turn>": kinds.WAIT,
    "/voice/status": kinds.CALL_STATUS,
    "/voice/message-status": kinds.MESSAGE_STATUS,
    "/voice/room/events": kinds.CONFERENCE,
    "/voice/leg": kinds.LEG,
    "/voice/fallback": kinds.FALLBACK,
}


@pytest.fixture
def gate() -> Gate:
    """Give the gate of the tests' own account."""
    return Gate(Signatures(PUBLIC_URL, [TOKEN]), ACCOUNT)


@pytest.fixture
def app(gate: Gate) -> Flask:
    """Give an app whose routes only note what they were given."""
    flask_app = Flask("telephony-tests")
    flask_app.extensions["seen"] = []
    blueprint = WebhookBlueprint("voice", gate)
    for rule, kind in ROUTES.items():
        blueprint.webhook(rule, kind)(_note(kind.name, flask_app.extensions["seen"]))
    flask_app.register_blueprint(blueprint)
    return flask_app


@pytest.fixture
def twilio(app: Flask) -> Sender:
    """Give the network's side of the webhooks."""
    return Sender(app.test_client(), app.extensions["seen"])


@pytest.fixture
def turn() -> dict[str, str]:
    """Give the parameters of a turn, as Twilio sends them after a Gather in Colombia."""
    ends = {"From": "+573001234567", "Caller": "+573001234567", "To": "+576015140000", "Called": "+576015140000"}
    places = {end + place: "" for end in ends for place in ("City", "State", "Zip")}
    countries = {f"{end}Country": "CO" for end in ends}
    own = {"CallSid": CALL, "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "Direction": "inbound"}
    keys = {"CallStatus": "in-progress", "Digits": "123456", "FinishedOnKey": "#", "msg": "Gather End"}
    return own | ends | places | countries | keys


def _note(name: str, seen: list[object]) -> Callable[..., str]:
    def answer(value: object, **_path: object) -> str:
        seen.append(value)
        return "<Response/>"

    answer.__name__ = name
    return answer
