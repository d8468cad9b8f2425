"""A service of their own for the telephones in pages: its callers have not called before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import started
from tests.e2e.people import People
from tests.local.service import Service


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give the service as `make run` starts it."""
    with started(tmp_path_factory.mktemp("var")) as service:
        yield service


@pytest.fixture(scope="module")
def everybody(service: Service, chromium: Browser) -> People:
    """Give those who can come."""
    return People(chromium, service)
