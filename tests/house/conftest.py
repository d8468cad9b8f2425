"""What the tests about the house share."""

import gc
from collections.abc import Iterator

import pytest

from tests.house.source import Module


@pytest.fixture(scope="module", autouse=True)
def source_read_once() -> Iterator[None]:
    """Keep what was read of the source for the tests of one file; the collector need not walk its trees."""
    gc.disable()
    yield
    Module.read.cache_clear()
    gc.enable()
