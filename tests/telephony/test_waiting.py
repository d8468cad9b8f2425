"""A waiting caller hears the place at once and each minute, and never more often, unless they ask."""

from itertools import pairwise

import pytest

from ivr.institutions import QueueRule
from ivr.telephony.kinds import WaitRequest
from ivr.telephony.line import is_due
from ivr.telephony.twiml import MUSIC_SECONDS

RULE = QueueRule("claves", "Claves", 50, 20, 60)


def wait(seconds: int, digits: str | None = None) -> WaitRequest:
    """Give the request of somebody who has waited so long."""
    return WaitRequest("CA1", "token", digits, seconds)


def test_the_place_is_told_at_once() -> None:
    """Who has just come hears their place."""
    assert is_due(wait(0), RULE)


@pytest.mark.parametrize("loop", [MUSIC_SECONDS + 1, MUSIC_SECONDS + 7])
def test_the_place_is_told_once_a_minute(loop: int) -> None:
    """Over ten minutes of music, each minute has one announcement at most, and no two minutes pass without one."""
    told = [second for second in range(0, 600, loop) if is_due(wait(second), RULE)]
    assert len({second // 60 for second in told}) == len(told)
    assert all(later - earlier < 120 for earlier, later in pairwise(told))


def test_nine_tells_the_place_again() -> None:
    """Who presses 9 hears it at any time."""
    assert is_due(wait(40, "9"), RULE)
    assert not is_due(wait(40, "7"), RULE)
