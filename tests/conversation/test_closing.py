"""Calls whose end nobody told are found and ended; nobody else's is."""

import pytest

from ivr.agents.room.paths import room_end_path
from ivr.errors import CallEnded, Unavailable
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService
from tests.phone.posting import post, told


def lost(plain: PlainService) -> str:
    """Have a caller hang up without the network telling; give the CallSid."""
    call = Phone(plain).dials().hears("welcome", *MENU)
    plain.switchboard.calls[call.sid] = "completed"
    return call.sid


def test_a_call_whose_end_was_not_told_is_ended(plain: PlainService) -> None:
    """After a minute of silence the network is asked, and what the call held is wiped."""
    call = lost(plain)
    assert plain.parts.closing.sweep() == 0
    plain.clock.advance(61)
    assert plain.parts.closing.sweep() == 1
    assert plain.parts.calls.count() == 0
    with pytest.raises(CallEnded):
        plain.parts.calls.load(call)


def test_a_quiet_call_that_lives_is_left_alone(plain: PlainService) -> None:
    """Who talks with an agent for minutes takes no turn."""
    line = Phone(plain)
    line.with_agent(line.customer(), line.agent())
    plain.clock.advance(61)
    assert plain.parts.closing.sweep() == 0
    assert plain.parts.calls.count() == 1


def test_a_list_that_is_incomplete_ends_no_call(plain: PlainService, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that is missing in the network's list is asked for by name before it is ended."""
    line = Phone(plain)
    call = line.with_agent(line.customer(), line.agent())
    plain.clock.advance(61)
    monkeypatch.setattr(plain.switchboard, "live_calls", tuple)
    assert plain.parts.closing.sweep() == 0
    call.is_in_room()


def test_a_network_that_does_not_answer_ends_no_call(plain: PlainService) -> None:
    """Whether the call lives cannot be known now; it can be later."""
    lost(plain)
    plain.clock.advance(61)
    plain.switchboard.fail_next("status", Unavailable("network"))
    assert plain.parts.closing.sweep() == 0
    assert plain.parts.closing.sweep() == 1


def test_a_room_that_ends_after_its_call_is_no_error(plain: PlainService) -> None:
    """The leg of a caller who hung up in the room asks what comes next when all is over: nothing does."""
    line = Phone(plain)
    agent = line.agent()
    call = line.with_agent(line.customer(), agent)
    parameters = told(plain, call)
    call.hangs_up()
    path = room_end_path(plain.parts.tokens, agent.handoff)
    assert post(plain, path, parameters) == (200, plain.parts.renderer.hang_up())
