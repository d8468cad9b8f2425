"""What tests of the pages share: an office, its people hired once, and a real browser."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from redis import Redis
from werkzeug.serving import make_server

from ivr.institutions import Institution
from ivr.stores.records import Records
from tests.browser import CHROMIUM
from tests.conftest import FixedClock
from tests.web.office import ADELA, Office, hire
from tests.web.office import Browser as Client

ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


@pytest.fixture(scope="session")
def hired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of records in which the people are."""
    file = tmp_path_factory.mktemp("office") / "records.sqlite"
    records = Records(f"sqlite:///{file}")
    hire(records, FixedClock())
    records.close()
    return file


@pytest.fixture
def records(hired: Path, tmp_path: Path) -> Iterator[Records]:
    """Give records of their own to one test."""
    copy = shutil.copy(hired, tmp_path / "records.sqlite")
    records = Records(f"sqlite:///{copy}")
    yield records
    records.close()


@pytest.fixture
def office(redis: "Redis", clock: FixedClock, institution: Institution, records: Records) -> Office:
    """Give an office where nobody is signed in."""
    return Office(redis, clock, institution, records)


@pytest.fixture
def adela(office: Office) -> Client:
    """Give the administrator at her own page."""
    return office.at_desk(ADELA)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give a real browser that reaches this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Serve the pages on a free port."""
    server = make_server("127.0.0.1", 0, office.pages, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Give a page of 1280 by 720 that has signed nobody in; nothing may be refused by the pages' own policy."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 720})
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/desk")
    yield page
    context.close()
    assert [complaint for complaint in complaints if "ERR_" not in complaint and "status of" not in complaint] == []
