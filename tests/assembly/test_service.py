"""Webhooks and pages are two applications behind one address."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from ivr.assembly import build
from tests.phone.plain import settings


@pytest.fixture
def service(redis_url: str, tmp_path: Path) -> Client:
    """Give a client of the whole service."""
    return Client(build(settings(redis_url, tmp_path / "records.sqlite")).app)


def test_webhooks_see_nothing_of_the_pages(service: Client) -> None:
    """A webhook's answer has neither cookies nor the headers that are for browsers, even when it is refused."""
    refused = service.post("/voice/incoming", data={"CallSid": "CA" + "0" * 32})
    assert refused.status_code == 403
    assert "Set-Cookie" not in refused.headers
    assert "Content-Security-Policy" not in refused.headers


def test_pages_have_their_headers(service: Client) -> None:
    """Everything else is the pages' business, an address that nobody knows too."""
    for path in ("/healthz", "/nothing", "/voice"):
        assert "Content-Security-Policy" in service.get(path).headers, path


def test_no_page_is_below_voice(service: Client) -> None:
    """What no webhook answers is not found there, also when a page of the desk has that name."""
    assert service.get("/voice/desk").status_code == 404
    assert service.get("/voice/incoming").status_code == 405
