"""The capsule fails closed: while anything is not confirmed, nothing secret is asked."""

import pytest

from ivr.agents.handoff import State
from ivr.agents.room.paths import agent_hold_path
from ivr.errors import DeskError, IvrError, SwitchboardRefused, Unavailable
from ivr.ports import Participant
from ivr.reply import Listen
from tests.agents.scene import LED_AWAY, Scene, said, waits

FAULTS: list[IvrError] = [Unavailable("network"), SwitchboardRefused(20500, "broken")]


@pytest.mark.parametrize("fault", FAULTS, ids=["silent", "refused"])
@pytest.mark.parametrize("command", ["pause_recording", "hold"])
def test_a_step_fails_before_the_keypad(scene: Scene, command: str, fault: IvrError) -> None:
    """The caller stays with the agent, who is told, and who can be heard again."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.switchboard.fail_next(command, fault)
    with pytest.raises(DeskError, match="network"):
        scene.desk.to_keypad(laura, handoff.id)
    now = scene.again(handoff)
    assert (now.state, now.progress) == (State.TALKING, ("capsule_failed",))
    assert handoff.call not in scene.switchboard.redirected
    assert not any(participant.held for participant in scene.switchboard.participants(handoff.id))
    assert scene.switchboard.rooms[handoff.id].recording == "in-progress"
    scene.desk.to_keypad(laura, handoff.id)
    assert isinstance(scene.follow(handoff.call).then, Listen)


@pytest.mark.parametrize("fault", FAULTS, ids=["silent", "refused"])
@pytest.mark.parametrize("command", ["pause_recording", "participants", "hold"])
def test_a_step_fails_when_the_caller_has_left_the_room(scene: Scene, command: str, fault: IvrError) -> None:
    """No secret is asked; the caller hears why and is led back to the agent."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.desk.to_keypad(laura, handoff.id)
    scene.switchboard.fail_next(command, fault)
    reply = scene.follow(handoff.call)
    assert waits(reply)
    assert "capsule" not in said(reply)
    now = scene.again(handoff)
    assert (now.state, now.progress) == (State.TALKING, ("capsule_failed",))


def test_the_agent_hears_our_own_sound(scene: Scene) -> None:
    """Each time that the agent is held, also when they come back to a caller at the keypad, it is with our document."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    scene.rooms.returning.absences.leave(handoff.id, scene.clock.now())
    assert scene.rooms.returning.settled(handoff)
    held = [command.given for command in scene.switchboard.commands if command.name == "hold"]
    own = agent_hold_path(scene.tokens, handoff.id)
    assert held == [(handoff.id, handoff.agent_leg, "True", own)] * 3


def test_an_agent_who_is_not_held_is_heard_of(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network that says yes and does nothing is not believed: it must show the agent as held."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    monkeypatch.setattr(scene.switchboard, "hold", lambda *_args, **_held: None)
    with pytest.raises(DeskError, match="agent"):
        scene.desk.to_keypad(laura, handoff.id)


def test_listeners_are_put_out(scene: Scene) -> None:
    """Everybody but the held agent leaves before the first secret."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    listener = scene.switchboard.place_call()
    scene.switchboard.join(handoff.id, listener, "listener")
    scene.desk.to_keypad(laura, handoff.id)
    assert isinstance(scene.follow(handoff.call).then, Listen)
    assert [p.call for p in scene.switchboard.participants(handoff.id)] == [handoff.agent_leg]


def test_a_listener_who_cannot_be_put_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener who stays keeps the capsule shut."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.switchboard.join(handoff.id, scene.switchboard.place_call(), "listener")
    monkeypatch.setattr(scene.switchboard, "remove", lambda *_: None)
    with pytest.raises(DeskError, match="listener"):
        scene.desk.to_keypad(laura, handoff.id)


def test_a_listener_who_comes_later_is_refused(scene: Scene) -> None:
    """While the caller types, whoever else comes into the room is put out at once."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    listener = scene.switchboard.place_call()
    scene.switchboard.join(handoff.id, listener, "agent")
    scene.event(handoff, "join", listener)
    assert listener not in {participant.call for participant in scene.switchboard.participants(handoff.id)}


def test_the_callers_leg_has_left_the_room_while_they_type(scene: Scene) -> None:
    """What the caller's telephone sends is in no room: nobody there could hear it, held or not."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    assert scene.switchboard.participants(handoff.id) == (
        Participant(handoff.agent_leg, "agent", held=True, muted=False),
    )


def test_the_redirect_to_the_keypad_gets_lost(scene: Scene) -> None:
    """The answer is written first: the reconciler repeats the command, and the caller comes to the keypad."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.switchboard.fail_next("redirect", Unavailable("network"))
    scene.desk.to_keypad(laura, handoff.id)
    assert handoff.call not in scene.switchboard.redirected
    scene.clock.advance(4)
    scene.desk.heartbeat(laura)
    assert scene.reconciler.tend() == 1
    assert isinstance(scene.follow(handoff.call).then, Listen)
    assert scene.reconciler.tend() == 0


def test_pressed_twice(scene: Scene) -> None:
    """The second press on the button finds the caller on their way."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.desk.to_keypad(laura, handoff.id)
    with pytest.raises(DeskError, match="wrong_state"):
        scene.desk.to_keypad(laura, handoff.id)


def test_nothing_typed_is_told(scene: Scene) -> None:
    """Progress is words: whatever could carry a digit is an error in the script."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    for said_aloud in ("code 123456", "key_set1", "", "CODE"):
        with pytest.raises(ValueError, match="words"):
            scene.tell(handoff, said_aloud)
    scene.tell(handoff, "code_accepted")
    view = scene.desk.view(laura).call
    assert view is not None
    assert view.progress == ("at_keypad", "code_accepted")
    assert view.actions == ("take_back",)


def test_told_twice_shown_once(scene: Scene) -> None:
    """A repetition of the same effect changes nothing."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    scene.tell(handoff, "code_accepted", "same")
    scene.tell(handoff, "code_accepted", "same")
    assert scene.again(handoff).progress == ("at_keypad", "code_accepted")


def test_the_late_news_that_the_caller_left_the_room(scene: Scene) -> None:
    """News of the caller's leaving that come while they type end nothing."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    scene.event(handoff, "leave", handoff.call, LED_AWAY)
    assert scene.again(handoff).state is State.CAPSULE
