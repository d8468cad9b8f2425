"""The readers' service over HTTP: what the product asks of it, against the sandbox's, and what may go wrong."""

import threading
from collections.abc import Iterator

import pytest
import requests
from werkzeug.serving import make_server

from ivr.agents.branch.attendance import Finger
from ivr.errors import Unavailable
from ivr.sandbox.account import Account
from ivr.sandbox.app import create_app
from ivr.sandbox.config import Config
from ivr.sandbox.network import Network
from ivr.stores.fingerprints import HttpFingerprints
from ivr.values import Customer

CUSTOMER = Customer("reference", "CC •••• 6789")


@pytest.fixture
def at() -> Iterator[str]:
    """Serve a sandbox on a free port, and give its address without the scheme."""
    network = Network(Account("AC" + "1" * 32, "the token of the sandbox", "SK" + "1" * 32, "its secret"))
    server = make_server("127.0.0.1", 0, create_app(network, Config()), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def reader(at: str) -> HttpFingerprints:
    """Give the product's side of it, with the account's name and secret in its address."""
    return HttpFingerprints(f"http://SK{'1' * 32}:its%20secret@{at}/fingerprints")


@pytest.mark.parametrize(("finger", "said"), [("own", Finger.VALID), ("other", Finger.DIFFERS)])
def test_a_finger_is_waited_for_and_told_once(reader: HttpFingerprints, at: str, finger: str, said: Finger) -> None:
    """It waits until somebody puts a finger on the page; the first one counts."""
    check = reader.ask("serfinansa", "serfinansa.ines", CUSTOMER)
    assert reader.answer(check) is Finger.WAITING
    assert "CC •••• 6789" in requests.get(f"http://{at}/huellas", timeout=5).text
    for each in (finger, "own"):
        requests.post(f"http://{at}/huellas/{check}", data={"finger": each}, timeout=5)
    assert reader.answer(check) is said


def test_strangers_are_told_nothing(reader: HttpFingerprints, at: str) -> None:
    """Without the account's name and secret nobody asks, and nobody reads an answer."""
    check = reader.ask("serfinansa", "serfinansa.ines", CUSTOMER)
    stranger = HttpFingerprints(f"http://{at}/fingerprints")
    with pytest.raises(Unavailable):
        stranger.ask("serfinansa", "x", CUSTOMER)
    with pytest.raises(Unavailable):
        stranger.answer(check)


def test_a_service_that_is_away_or_talks_nonsense_is_unavailable(reader: HttpFingerprints, at: str) -> None:
    """Nobody there, a check that nobody knows, a page instead of JSON: never a valid finger."""
    with pytest.raises(Unavailable):
        HttpFingerprints("http://127.0.0.1:9/fingerprints").answer("1")
    with pytest.raises(Unavailable):
        reader.answer("../../huellas")
    with pytest.raises(Unavailable):
        HttpFingerprints(f"http://{at}/huellas?").answer("")
