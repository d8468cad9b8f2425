"""A crowd on the real service: callers are served, and when it goes home nobody is left in a queue."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ivr.agents.agent import AgentState
from tests.conftest import ROOT
from tests.phone.call import until
from tests.phone.real import RealService

pytestmark = pytest.mark.network
BUSY = ["--callers-per-hour", "900", "--speed", "6", "--agents", "2", "--seed", "4"]
AGENTS = ("andres", "milena")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    """Give a service of its own: the crowd signs the demo's staff in, each of whose codes opens once."""
    with RealService.started(tmp_path_factory.mktemp("crowd")) as service:
        yield service


def test_a_crowd_is_served_and_ctrl_c_leaves_nobody_behind(service: RealService, tmp_path: Path) -> None:
    """Somebody is answered; then the crowd is interrupted in the middle of its calls."""
    told = tmp_path / "told"
    where = ["--desk", service.parts.settings.public_url, "--network", service.network]
    with told.open("w") as output:
        crowd = subprocess.Popen(
            [sys.executable, "-m", "ivr", "crowd", *where, *BUSY], cwd=ROOT, stdout=output, stderr=output
        )
    try:
        assert until(lambda: "was answered" in told.read_text() or "has a new key" in told.read_text(), 100), (
            told.read_text()
        )
        assert until(lambda: floor_is_busy(service), 20), told.read_text()
        crowd.send_signal(signal.SIGINT)
        assert crowd.wait(60) == 0, told.read_text()
    finally:
        crowd.kill()
    assert "Everybody goes home" in told.read_text()
    assert live_calls(service) == []
    floor = service.parts.centre.floor
    assert until(lambda: floor.live("serfinansa") == (), 10), floor.live("serfinansa")
    assert floor.waiting("serfinansa", tuple(service.parts.institutions["serfinansa"].queues)) == 0
    assert {floor.agent("serfinansa", f"serfinansa.{user}").state for user in AGENTS} == {AgentState.OFFLINE}


def floor_is_busy(service: RealService) -> bool:
    """Say whether a call is under way that would be left behind."""
    time.sleep(0.2)
    return bool(service.parts.centre.floor.live("serfinansa"))


def live_calls(service: RealService) -> list[str]:
    """Give the calls that are not over."""
    calls = requests.get(f"{service.network}/sandbox/calls", timeout=10).json()["calls"]
    return [call["sid"] for call in calls if call["state"] != "ended"]
