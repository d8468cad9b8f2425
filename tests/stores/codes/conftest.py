"""The world in which codes are sent and proven, on one database and then on the other."""

import pytest
from redis import Redis

from ivr.institutions import Institution
from ivr.stores.records import Records
from tests.conftest import FixedClock
from tests.stores.codes.world import World


@pytest.fixture
def world(records: Records, redis: "Redis", clock: FixedClock, institution: Institution) -> World:
    return World(records, redis, clock, institution)


@pytest.fixture
def small_world(sqlite: Records, redis: "Redis", clock: FixedClock, institution: Institution) -> World:
    """Give a world on SQLite only, for what does not depend on the database."""
    return World(sqlite, redis, clock, institution)
