"""The browser telephones are a program of their own: what it refuses, and that it ends with the network."""

import json
import os
import signal
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path

import pytest
import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.local.service import four_free_ports
from tests.sandbox.conftest import wait_for
from tests.sandbox.signalling.softphone import token
from tests.sandbox.telephone import until


def _child(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().strip()


def test_it_ends_with_the_network_however_that_ends(account: dict[str, str]) -> None:
    """A network that is killed leaves nothing behind."""
    port = four_free_ports()
    command = [sys.executable, "-m", "ivr.sandbox", "--port", str(port), "--signalling-port", str(port + 1)]
    with subprocess.Popen(command, env={**os.environ, **account}) as network:
        wait_for(f"http://127.0.0.1:{port}")
        child = _child(network.pid)
        assert Path(f"/proc/{child}").exists()
        network.send_signal(signal.SIGKILL)
    until(lambda: not Path(f"/proc/{child}").exists(), 20)  # it may just have begun


def test_only_the_sdks_path_is_served(signalling: str) -> None:
    """What is not the SDK's address is not found."""
    deadline = time.monotonic() + 10
    while True:
        try:
            assert requests.get(f"http://{signalling}/", timeout=5).status_code == HTTPStatus.NOT_FOUND
        except requests.ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


@pytest.mark.parametrize("said", ["no JSON", "[]", '{"type": "register", "payload": "all"}', '{"payload": []}'])
def test_what_nobody_understands_ends_that_page_alone(
    said: str, account: dict[str, str], signalling: str, sandbox_url: str
) -> None:
    """Garbage closes the connection (1003), its identity is free, and others register as before."""

    def registered() -> object:
        return requests.get(f"{sandbox_url}/sandbox/softphones", timeout=5).json()["softphones"]

    listen = {"type": "listen", "payload": {"token": token("eva", account)}}
    for message, close in ((said, 1003), ("", None)):
        with connect(f"ws://{signalling}/signal") as socket:
            for one in (json.dumps(listen), '{"type": "register", "payload": {"media": {"audio": true}}}'):
                socket.send(one)
                socket.recv(timeout=5)
            until(lambda: registered() == {"eva": 1})
            socket.send(message)
            if close:
                with pytest.raises(ConnectionClosed) as closed:
                    socket.recv(timeout=5)
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == close
        until(lambda: registered() == {})


@pytest.mark.parametrize("what", ["softphones", "calls"])
def test_a_network_without_pages_says_so(what: str, sandbox_url: str) -> None:
    """Nothing is registered and nothing rings before a page comes."""
    assert not requests.get(f"{sandbox_url}/sandbox/softphones", timeout=5).json()[what]
