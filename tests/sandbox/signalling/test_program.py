"""The browser telephones are a program of their own: what it refuses, and that it ends with the network."""

import os
import signal
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path

import pytest
import requests

from tests.local.service import three_free_ports
from tests.sandbox.conftest import wait_for
from tests.sandbox.telephone import until


def _child(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().strip()


def test_it_ends_with_the_network_however_that_ends(account: dict[str, str]) -> None:
    """A network that is killed leaves nothing behind."""
    port = three_free_ports()
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


@pytest.mark.parametrize("what", ["softphones", "calls"])
def test_a_network_without_pages_says_so(what: str, sandbox_url: str) -> None:
    """Nothing is registered and nothing rings before a page comes."""
    assert not requests.get(f"{sandbox_url}/sandbox/softphones", timeout=5).json()[what]
