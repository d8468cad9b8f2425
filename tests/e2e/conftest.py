"""The whole product in a temporary folder, and a real browser before it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, sync_playwright

from tests.browser import CHROMIUM
from tests.e2e.people import People
from tests.local.service import READY_WITHIN, Service, four_free_ports

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
"""A microphone that beeps, and an agent who allows it: the desk telephones in the page."""


@contextmanager
def started(folder: Path) -> Iterator[Service]:
    """Give the service as `make run` starts it; its voices speak fast, and its callers have time to press keys."""
    service = Service(folder, four_free_ports())
    service.start()
    assert service.says("The lines are open"), "".join(service.lines)
    requests.post(f"{service.network}/sandbox/clock", json={"speed": 60, "patient": True}, timeout=READY_WITHIN)
    yield service
    assert service.stop() == 0


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give one service to all tests, each with callers of its own: to start one costs more than most of them."""
    with started(tmp_path_factory.mktemp("var")) as service:
        yield service


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give a real browser that reaches this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + MICROPHONE)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def everybody(service: Service, chromium: Browser) -> People:
    """Give those who can come."""
    return People(chromium, service)


@pytest.fixture
def people(everybody: People) -> Iterator[People]:
    """Give the agents and callers of one test, who go home after it; no page may have thrown an error."""
    yield everybody
    everybody.go_home()
