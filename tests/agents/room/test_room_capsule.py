"""Nobody is beside a caller who types secrets, and nobody comes into a room uncalled."""

import pytest

from ivr.agents.handoff import State
from ivr.errors import DeskError
from ivr.reply import Listen
from tests.agents.room.room import RoomScene
from tests.agents.scene import LED_AWAY, Scene

ACTIONS = ("listen", "whisper", "barge")


@pytest.fixture
def room(scene: Scene) -> RoomScene:
    """Give a floor with rooms."""
    return RoomScene(scene)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_comes_while_the_caller_types(room: RoomScene, action: str) -> None:
    """In the capsule every supervisor is refused, before any telephone rings."""
    handoff = room.scene.at_keypad(room.scene.agent("laura"), room.scene.caller())
    before = len(room.scene.switchboard.commands)
    with pytest.raises(DeskError, match="private"):
        getattr(room.listening, action)(room.supervisor(), handoff.id)
    assert len(room.scene.switchboard.commands) == before


@pytest.mark.parametrize("action", ACTIONS)
def test_the_capsule_puts_everybody_out(room: RoomScene, action: str) -> None:
    """Before the first question only the held agent is left; the audit says who went; they may return afterwards."""
    scene, berta = room.scene, room.supervisor()
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    getattr(room.listening, action)(berta, handoff.id)
    leg = room.comes(handoff, berta)
    scene.desk.to_keypad(laura, handoff.id)
    assert [one.call for one in scene.switchboard.participants(handoff.id) if one.call != handoff.call] == [
        handoff.agent_leg
    ]
    assert scene.switchboard.status(leg) == "completed"
    assert scene.again(handoff).guests == ()
    assert scene.records.details[-1] == {"put_out": "berta"}
    scene.event(handoff, "leave", handoff.call, LED_AWAY)
    assert isinstance(scene.follow(handoff.call).then, Listen)
    scene.desk.take_back(laura, handoff.id)
    scene.follow(handoff.call)
    scene.callers.waiting(handoff.id)
    scene.caller_enters(handoff)
    getattr(room.listening, action)(berta, handoff.id)
    room.comes(handoff, berta)


def test_a_telephone_that_still_rings_opens_nothing(room: RoomScene) -> None:
    """Called before the capsule, answered in it: the door is shut, also after it, for that telephone."""
    scene, berta = room.scene, room.supervisor()
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    room.listening.listen(berta, handoff.id)
    rings, token = room.guest(handoff, berta), room.token()
    assert rings is not None
    scene.desk.to_keypad(laura, handoff.id)
    assert room.guests.answered(handoff.id, rings.leg, token) is None
    assert scene.switchboard.status(rings.leg) == "completed"
    scene.event(handoff, "leave", handoff.call, LED_AWAY)
    scene.follow(handoff.call)
    scene.desk.take_back(laura, handoff.id)
    scene.follow(handoff.call)
    assert room.guests.answered(handoff.id, rings.leg, token) is None
    assert scene.again(handoff).state is State.TALKING


def test_who_slips_in_is_put_out(room: RoomScene) -> None:
    """Let in at the door a moment before the capsule, in the room a moment after: out at once."""
    scene, berta = room.scene, room.supervisor()
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    room.listening.listen(berta, handoff.id)
    rings = room.guest(handoff, berta)
    assert rings is not None
    assert room.guests.answered(handoff.id, rings.leg, room.token()) is not None
    scene.desk.to_keypad(laura, handoff.id)
    scene.switchboard.join(handoff.id, rings.leg, "guest-1")
    scene.event(handoff, "join", rings.leg)
    assert rings.leg not in {one.call for one in scene.switchboard.participants(handoff.id)}


def test_nobody_comes_in_uncalled(room: RoomScene) -> None:
    """A leg that nobody called is put out of a room in which two talk."""
    handoff = room.together(room.scene.agent("laura"))
    stranger = room.scene.switchboard.place_call()
    room.scene.switchboard.join(handoff.id, stranger, "agent")
    room.scene.event(handoff, "join", stranger)
    assert stranger not in {one.call for one in room.scene.switchboard.participants(handoff.id)}
    assert room.guests.answered(handoff.id, stranger, "invented") is None
