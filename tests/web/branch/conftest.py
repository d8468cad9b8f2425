"""Lets these tests stand at a counter, with the line, the pages and the telephones on which messages arrive."""

import pytest

from tests.phone.fixtures import build, database, own_database, plain, shared
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.branch.counter import Counter, Reader

__all__ = ["build", "database", "own_database", "plain", "shared"]


@pytest.fixture
def phone(plain: PlainService) -> Phone:
    """Give the line, and the telephones on which messages arrive."""
    return Phone(plain)


@pytest.fixture
def reader(plain: PlainService) -> Reader:
    """Put a fingerprint reader beside the counters."""
    reader = Reader()
    attending = plain.parts.app.extensions["ivr.web"].branch.attending
    object.__setattr__(attending, "reader", reader)
    return reader


@pytest.fixture
def ines(plain: PlainService) -> Counter:
    """Give a member of the staff at her counter."""
    return Counter.of(plain, "ines")
