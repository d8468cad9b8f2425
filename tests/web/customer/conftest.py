"""Lets these tests visit the pages, with the telephone beside them on which messages arrive."""

from collections.abc import Callable

import pytest

from tests.phone.fixtures import build, database, own_database, plain, shared
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.visit import Visit

__all__ = ["build", "database", "own_database", "plain", "shared"]
Visitor = Callable[..., Visit]


@pytest.fixture
def phone(plain: PlainService) -> Phone:
    """Give the line, and the telephones on which messages arrive."""
    return Phone(plain)


@pytest.fixture(params=["once", "doubled"])
def visitor(request: pytest.FixtureRequest, plain: PlainService) -> Visitor:
    """Give what brings a visitor to the pages: once as they are, once with every form sent twice."""
    return lambda procedure="activate", **fields: Visit(
        plain, procedure, **({"twice": request.param == "doubled"} | fields)
    )
