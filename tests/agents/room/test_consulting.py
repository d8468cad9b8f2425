"""A colleague is asked: hears and speaks, does nothing, and is either free again or has the caller whole."""

import pytest

from ivr.agents.agent import AgentState
from ivr.agents.handoff import State
from ivr.errors import DeskError, Unavailable
from tests.agents.room.room import RoomScene
from tests.agents.scene import HUNG_UP, Scene


@pytest.fixture
def room(scene: Scene) -> RoomScene:
    """Give a floor with rooms."""
    return RoomScene(scene)


def test_asking_a_colleague(room: RoomScene) -> None:
    """The caller hears music, two talk; then all three; the colleague takes no callers meanwhile and does nothing."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = scene.with_code(laura, scene.caller())
    leg = room.consulted(laura, handoff, pedro)
    assert room.hears(handoff, leg) == {handoff.agent_leg}
    assert room.hears(handoff, handoff.call) == frozenset()
    assert room.state_of(pedro) is AgentState.BUSY
    view = scene.desk.view(pedro)
    assert (view.call, view.offer) == (None, None)
    assert view.consultation is not None
    assert (view.consultation.handoff, view.consultation.joined, view.consultation.with_caller) == (
        handoff.id,
        True,
        False,
    )
    for act in (scene.desk.send_code, scene.desk.to_keypad, scene.desk.finish, room.holding.hold):
        with pytest.raises(DeskError, match="not_yours"):
            act(pedro, handoff.id)
    room.holding.resume(laura, handoff.id)
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg, leg}
    assert ("consulted", handoff.id, "laura") in scene.records.notes


def test_the_end_of_a_consultation(room: RoomScene) -> None:
    """The agent goes on alone, or the colleague leaves: either way the colleague takes callers again."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    leg = room.consulted(laura, handoff, pedro)
    room.consulting.end(laura, handoff.id)
    assert (room.state_of(pedro), scene.switchboard.status(leg)) == (AgentState.AVAILABLE, "completed")
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}
    room.consulted(laura, handoff, pedro)
    room.consulting.leave(pedro, handoff.id)
    assert room.state_of(pedro) is AgentState.AVAILABLE
    with pytest.raises(DeskError, match="not_yours"):
        room.consulting.leave(pedro, handoff.id)
    leg = room.consulted(laura, handoff, pedro)
    room.goes(handoff, leg)
    assert room.state_of(pedro) is AgentState.AVAILABLE


def test_a_colleague_who_cannot_come(room: RoomScene) -> None:
    """Who is not free is not called; where the caller cannot be held, or nobody can be dialled, nobody is kept."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro", available=False)
    handoff = room.together(laura)
    with pytest.raises(DeskError, match="colleague_busy"):
        room.consulting.consult(laura, handoff.id, pedro)
    scene.desk.available(pedro)
    for command in ("hold", "dial"):
        scene.switchboard.fail_next(command, Unavailable("network"))
        with pytest.raises(DeskError, match="unavailable"):
            room.consulting.consult(laura, handoff.id, pedro)
        assert (room.state_of(pedro), scene.again(handoff).guests) == (AgentState.AVAILABLE, ())


def test_handed_over(room: RoomScene) -> None:
    """The colleague becomes the agent in the room: their look is recorded, the first agent is out, the caller stays."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = scene.with_code(laura, scene.caller())
    leg = room.consulted(laura, handoff, pedro)
    room.transferring.hand_over(laura, handoff.id)
    now = scene.again(handoff)
    assert (now.state, now.agent, now.agent_leg, now.guests) == (State.TALKING, "pedro", leg, ())
    assert (now.origin, now.codes, sum(match for _, match in now.checks)) == ("handed_over", 1, 3)
    assert scene.records.notes[-2:] == [("handed_over", handoff.id, "laura"), ("look", handoff.id, "pedro")]
    assert room.hears(handoff, handoff.call) == {leg}
    assert (room.state_of(laura), room.state_of(pedro)) == (AgentState.AVAILABLE, AgentState.BUSY)
    scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    assert scene.again(handoff).state is State.TALKING
    scene.desk.to_keypad(pedro, handoff.id)
    assert scene.again(handoff).state is State.CAPSULE


def test_nobody_is_handed_over_to_a_telephone_that_rings(room: RoomScene) -> None:
    """Only who is in the room can take the caller on."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.consulting.consult(laura, handoff.id, pedro)
    with pytest.raises(DeskError, match="not_there"):
        room.transferring.hand_over(laura, handoff.id)
    assert scene.again(handoff).agent == "laura"


def test_the_capsule_puts_a_colleague_out(room: RoomScene) -> None:
    """Who was asked hears the caller's keys no more than anybody else, and takes callers again."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = scene.with_code(laura, scene.caller())
    leg = room.consulted(laura, handoff, pedro)
    room.holding.resume(laura, handoff.id)
    scene.desk.to_keypad(laura, handoff.id)
    assert leg not in {one.call for one in scene.switchboard.participants(handoff.id)}
    assert room.state_of(pedro) is AgentState.AVAILABLE


@pytest.mark.parametrize("ends", ["caller", "agent"])
def test_a_colleague_is_free_when_the_call_ends(room: RoomScene, ends: str) -> None:
    """Whoever hangs up, while the telephone of who is asked rings: nobody is left in a room, or kept from callers."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.consulting.consult(laura, handoff.id, pedro)
    asked = room.guest(handoff, pedro)
    assert asked is not None
    if ends == "caller":
        scene.callers.ended("serfinansa", handoff.call)
    else:
        scene.switchboard.hang_up(handoff.agent_leg)
        scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    assert scene.switchboard.status(asked.leg) == "completed"
    assert room.guest(handoff, pedro) is None


def test_supervisors_leave_with_the_agent(room: RoomScene) -> None:
    """Who listened to one agent does not listen to the next one unasked."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    berta, handoff = room.supervisor(), room.together(laura)
    room.consulted(laura, handoff, pedro)
    room.listening.whisper(berta, handoff.id)
    leg = room.comes(handoff, berta)
    room.transferring.hand_over(laura, handoff.id)
    assert (scene.switchboard.status(leg), scene.again(handoff).guests) == ("completed", ())
