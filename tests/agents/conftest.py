"""What tests of the agents' side share: a floor at work."""

import pytest
from redis import Redis

from ivr.institutions import Institution
from tests.agents.scene import Scene
from tests.conftest import FixedClock


@pytest.fixture
def scene(redis: "Redis", clock: FixedClock, institution: Institution) -> Scene:
    """Give a floor with nobody on it."""
    return Scene(redis, clock, institution)
