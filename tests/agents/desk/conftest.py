"""What tests of the desk after a call may ask for: a floor with the table's wrap-up, and one that requires no code."""

from dataclasses import replace

import pytest
from redis import Redis

from ivr.institutions import Institution
from tests.agents.desk.after_call import LONGEST, SECONDS
from tests.agents.scene import Scene
from tests.conftest import FixedClock


@pytest.fixture
def scene(redis: "Redis", clock: FixedClock, institution: Institution) -> Scene:
    """Give a floor with the table's own wrap-up: 30 seconds, a code required, 120 at most."""
    rule = institution.queues["claves"].wrap_up
    assert (rule.seconds, rule.longest, rule.required) == (SECONDS, LONGEST, True)
    return Scene(redis, clock, institution, with_wrap_up=True)


@pytest.fixture
def optional(redis: "Redis", clock: FixedClock, institution: Institution) -> Scene:
    """Give a floor where no code is required."""
    queue = institution.queues["claves"]
    rule = replace(queue.wrap_up, required=False)
    queues = {**institution.queues, "claves": replace(queue, wrap_up=rule)}
    return Scene(redis, clock, replace(institution, queues=queues), with_wrap_up=True)
