"""The network's time, and what is derived from plain values."""

import pytest

from ivr.sandbox.clock import LOOP_REAL_SECONDS, Clock, Wait
from ivr.sandbox.endpoints import read_behaviour
from ivr.sandbox.overrides import split_overrides


def test_speed_shortens_every_wait() -> None:
    """At speed 50 a second takes twenty milliseconds, whatever is waited for."""
    assert {Clock(50).real(1, wait) for wait in Wait} == {0.02}


def test_speed_zero_waits_only_for_people() -> None:
    """As fast as possible: no time for speech, a moment for a pause, no end by itself where a person may act."""
    clock = Clock(0)
    assert clock.real(60, Wait.SPEECH) == 0
    assert clock.real(60, Wait.PAUSE) == LOOP_REAL_SECONDS
    assert clock.real(60, Wait.PERSON) is None


def test_a_patient_clock_gives_people_real_seconds() -> None:
    """Voices may run fast while fingers do not."""
    clock = Clock(20)
    clock.patient = True
    assert (clock.real(5, Wait.PERSON), clock.real(5, Wait.SPEECH)) == (5, 0.25)


def test_changing_the_speed_never_turns_time_back() -> None:
    """The moment stays; only what follows is faster or slower."""
    clock = Clock(1)
    before = clock.now()
    clock.set_speed(1000)
    assert 0 <= clock.now() - before < 60
    with pytest.raises(ValueError, match="0 or more"):
        clock.set_speed(-1)


def test_the_moment_is_moved_ahead_only() -> None:
    """Seconds pass at once, at whatever speed; none come back."""
    clock = Clock(0)
    before = clock.now()
    clock.move(600)
    assert 600 <= clock.now() - before < 601
    with pytest.raises(ValueError, match="ahead only"):
        clock.move(-1)


def test_the_fragment_is_not_part_of_the_url() -> None:
    """Overrides are read from the fragment, within Twilio's limits."""
    url, overrides = split_overrides("http://x/voice?a=1#ct=1500&rt=99000&rc=9&rp=ct,5xx")
    assert url == "http://x/voice?a=1"
    assert (overrides.connect, overrides.read, overrides.retries) == (1.5, 15.0, 5)
    assert [overrides.retries_on(cause) for cause in ("ct", "rt", "5xx")] == [True, False, True]


@pytest.mark.parametrize("text", ["sleep", "answer:3", "hangup-after:soon"])
def test_unknown_behaviours_are_refused(text: str) -> None:
    """A typing error in a behaviour is told, not ignored."""
    with pytest.raises(ValueError, match="No such behaviour"):
        read_behaviour(text)
