"""Callers who were parked while Redis was away are brought back when it is there again."""

import pytest

from ivr.errors import Unavailable
from ivr.telephony.adrift import INCOMING, Adoption
from ivr.telephony.memory_switchboard import MemorySwitchboard
from tests.conftest import FixedClock


def parked(clock: FixedClock) -> tuple[MemorySwitchboard, str]:
    """Give a network in which one caller is parked."""
    switchboard = MemorySwitchboard(clock)
    call = switchboard.place_call()
    switchboard.queues["serfinansa-adrift"] = [call]
    return switchboard, call


def test_a_parked_caller_is_led_to_the_line_again(clock: FixedClock) -> None:
    """Who was parked is sent to where calls come in: a known call goes on where it stood."""
    switchboard, call = parked(clock)
    assert Adoption(switchboard, ("serfinansa",), lambda: 0).run() == 1
    assert switchboard.redirected == {call: INCOMING}
    assert Adoption(switchboard, ("serfinansa",), lambda: 0).run() == 0


def test_nobody_is_led_back_into_the_fault(clock: FixedClock) -> None:
    """While the live state does not answer, parked callers stay parked."""

    def down() -> int:
        raise Unavailable("redis")

    switchboard, _ = parked(clock)
    with pytest.raises(Unavailable):
        Adoption(switchboard, ("serfinansa",), down).run()
    assert switchboard.redirected == {}


def test_who_hung_up_meanwhile_is_not_counted(clock: FixedClock) -> None:
    """A parked call that ended is left alone."""
    switchboard, call = parked(clock)
    switchboard.hang_up(call)
    assert Adoption(switchboard, ("serfinansa",), lambda: 0).run() == 0
