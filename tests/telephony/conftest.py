"""A tiny service with one route of each kind, the network's side of it, and two networks that take commands."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

import pytest
import requests
from flask import Flask

from ivr.institutions import Institution
from ivr.prompts import Prompts
from ivr.tables import load
from ivr.telephony import kinds
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.schema import Kind
from ivr.telephony.signature import Signatures
from ivr.telephony.speech import Speech
from ivr.telephony.switchboard import TwilioSwitchboard
from ivr.telephony.switchboard_client import Account, Patience
from ivr.telephony.twiml import Renderer
from tests.conftest import ROOT
from tests.sandbox.product import Product
from tests.telephony.networks import LINE, MemoryNetwork, Network, until
from tests.telephony.sandbox_network import SandboxNetwork
from tests.telephony.sender import ACCOUNT, CALL, PUBLIC_URL, TOKEN, Sender

REST_ACCOUNT = Account("AC" + "7" * 32, "contract-token-0123456789", LINE)
ROOMS = count(1)
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


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """Start a telephone network of this machine; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "TWILIO_ACCOUNT_SID": REST_ACCOUNT.sid,
        "TWILIO_AUTH_TOKEN": REST_ACCOUNT.auth_token,
    }
    command = [sys.executable, "-m", "ivr.sandbox", "--port", str(port), "--speed", "0"]
    with subprocess.Popen(command, env=environment) as process:
        url = f"http://127.0.0.1:{port}"
        until(lambda: _answers(url), seconds=20)
        yield url
        process.terminate()


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """Give the web server that the network asks for instructions."""
    product = Product(REST_ACCOUNT.auth_token)
    yield product
    product.stop()


@pytest.fixture
def real(sandbox: str, product: Product) -> Iterator[SandboxNetwork]:
    """Give the official client before the network of this machine."""
    product.forget()
    _connect_line(sandbox)
    account = Account(REST_ACCOUNT.sid, REST_ACCOUNT.auth_token, REST_ACCOUNT.sender, sandbox)
    patience = Patience(connect=1.0, command=5.0, question=5.0)
    yield SandboxNetwork(TwilioSwitchboard(account, product.url, patience), sandbox, product)
    requests.delete(f"{sandbox}/sandbox/faults", timeout=5)
    for call in requests.get(f"{sandbox}/sandbox/calls", timeout=5).json()["calls"]:
        requests.post(f"{sandbox}/sandbox/calls/{call['sid']}/hangup", timeout=5)


@pytest.fixture(params=["memory", "real"])
def network(request: pytest.FixtureRequest) -> Network:
    """Give each network in turn."""
    return request.getfixturevalue("real") if request.param == "real" else MemoryNetwork()


@pytest.fixture
def room() -> str:
    """Give a room's name that nobody used."""
    return f"room-{next(ROOMS)}"


@pytest.fixture(scope="module")
def institution() -> Institution:
    """Give an institution as its table says."""
    return load(ROOT / "institutions")["serfinansa"]


@pytest.fixture(scope="module")
def prompts(institution: Institution) -> Prompts:
    """Give the sentences as they are written."""
    return Prompts.load(ROOT / "voice_prompts", {**load(ROOT / "institutions"), institution.id: institution})


@pytest.fixture(scope="module")
def renderer(institution: Institution, prompts: Prompts) -> Renderer:
    """Give the maker of documents."""
    return Renderer(Speech(prompts, PUBLIC_URL), lambda *_: institution, PUBLIC_URL)


def _note(name: str, seen: list[object]) -> Callable[..., str]:
    def answer(value: object, **_path: object) -> str:
        seen.append(value)
        return "<Response/>"

    answer.__name__ = name
    return answer


def _connect_line(sandbox: str) -> None:
    form = {"PhoneNumber": LINE, "VoiceUrl": "http://127.0.0.1:9/"}
    url = f"{sandbox}/2010-04-01/Accounts/{REST_ACCOUNT.sid}/IncomingPhoneNumbers.json"
    requests.post(url, form, auth=(REST_ACCOUNT.sid, REST_ACCOUNT.auth_token), timeout=5).raise_for_status()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/sandbox/clock", timeout=1).ok
    except requests.ConnectionError:
        return False
