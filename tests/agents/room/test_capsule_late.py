"""An attempt at the capsule that answers late, when the caller has gone on without it, changes nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from ivr import turn as turns
from ivr.agents.handoff import Handoff, State
from ivr.errors import CapsuleFailed, IvrError, Unavailable
from ivr.reply import Listen
from ivr.values import AgentOnCall
from tests.agents.scene import Scene, waits

EARLIER = 1
"""A place in the sequence before all effects of the call's real turns."""


def attempt(scene: Scene, handoff: Handoff, sequence: int) -> None:
    """Try to enter the capsule as an effect of the caller's script does."""
    effect = replace(scene.effect(handoff.call, f"{handoff.call}:{sequence}"), sequence=sequence)
    scene.handoffs.enter_capsule(effect, AgentOnCall(handoff.id, handoff.agent))


def first_of_turn(scene: Scene, call: str) -> int:
    """Give the place in the sequence of the first effect of the call's last turn."""
    known = scene.conversations.store.load(call)
    assert known is not None
    return known.turn * turns.MOST_EFFECTS + 1


def when_asked_first(scene: Scene, monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Have something happen before the network answers the first command of the next attempt."""
    answer = scene.switchboard.pause_recording

    def late(room: str) -> None:
        monkeypatch.setattr(scene.switchboard, "pause_recording", answer)
        happen()
        answer(room)

    monkeypatch.setattr(scene.switchboard, "pause_recording", late)


@pytest.mark.parametrize("fault", [None, Unavailable("network")], ids=["confirmed", "failed"])
def test_the_caller_is_at_the_keypad_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, fault: IvrError | None
) -> None:
    """Taken back and sent to the keypad a second time: what became of the first time is no news any more."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.desk.to_keypad(laura, handoff.id)
    stands = list[Handoff]()

    def goes_on() -> None:
        assert isinstance(scene.follow(handoff.call).then, Listen)
        scene.desk.take_back(laura, handoff.id)
        assert waits(scene.follow(handoff.call))
        scene.callers.waiting(handoff.id)
        scene.caller_enters(handoff)
        scene.desk.to_keypad(laura, handoff.id)
        assert isinstance(scene.follow(handoff.call).then, Listen)
        stands.append(scene.again(handoff))
        scene.clock.advance(1)
        if fault is not None:
            scene.switchboard.fail_next("participants", fault)

    when_asked_first(scene, monkeypatch, goes_on)
    with pytest.raises(CapsuleFailed):
        attempt(scene, handoff, EARLIER)
    assert [scene.again(handoff)] == stands
    assert stands[0].state is State.CAPSULE


def test_it_begins_when_the_caller_is_with_the_agent_again(scene: Scene) -> None:
    """Nobody is put on hold, and nothing is told to the network, for an attempt that was given up."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    scene.desk.take_back(laura, handoff.id)
    scene.follow(handoff.call)
    scene.callers.waiting(handoff.id)
    scene.caller_enters(handoff)
    stands, told = scene.again(handoff), list(scene.switchboard.commands)
    with pytest.raises(CapsuleFailed):
        attempt(scene, handoff, first_of_turn(scene, handoff.call))
    assert (scene.again(handoff), scene.switchboard.commands) == (stands, told)
    assert stands.state is State.TALKING


def test_the_next_turn_asked_again_and_was_answered(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two attempts under one key the later counts: the first one's failure does not reach a caller who types."""
    released, pool = Event(), ThreadPoolExecutor(2)
    monkeypatch.setattr(turns, "DEADLINE", 1)
    monkeypatch.setattr(turns, "WAITERS", pool)
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.desk.to_keypad(laura, handoff.id)

    def silence() -> None:
        assert released.wait(30)
        raise Unavailable("network")

    when_asked_first(scene, monkeypatch, silence)
    assert isinstance(scene.follow(handoff.call).then, Listen)
    stands = scene.again(handoff)
    released.set()
    pool.shutdown()
    assert scene.again(handoff) == stands
    assert (stands.state, stands.progress) == (State.CAPSULE, ("at_keypad",))


def test_the_same_attempt_again_confirms_again(scene: Scene) -> None:
    """A worker that died before the turn was saved has its attempt repeated, also when it had failed."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.desk.to_keypad(laura, handoff.id)
    scene.switchboard.fail_next("participants", Unavailable("network"))
    with pytest.raises(CapsuleFailed):
        attempt(scene, handoff, EARLIER)
    assert scene.again(handoff).state is State.HOLDING
    attempt(scene, handoff, EARLIER)
    assert (scene.again(handoff).state, scene.again(handoff).progress[-1]) == (State.CAPSULE, "at_keypad")
