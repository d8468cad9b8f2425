"""In the room: the caller waits with music, the agent is silent, and the page never says more than is so."""

import pytest

from ivr.errors import DeskError, SwitchboardRefused, Unavailable
from tests.agents.room.room import RoomScene
from tests.agents.scene import Scene


@pytest.fixture
def room(scene: Scene) -> RoomScene:
    """Give a floor with rooms."""
    return RoomScene(scene)


def test_hold(room: RoomScene) -> None:
    """A caller on hold hears nobody and is heard by nobody; the time is counted; the keypad waits."""
    laura = room.scene.agent("laura")
    handoff = room.scene.with_code(laura, room.scene.caller())
    room.holding.hold(laura, handoff.id)
    assert (room.hears(handoff, handoff.call), room.hears(handoff, handoff.agent_leg)) == (frozenset(), frozenset())
    with pytest.raises(DeskError, match="caller_held"):
        room.scene.desk.to_keypad(laura, handoff.id)
    room.scene.clock.advance(7)
    room.holding.resume(laura, handoff.id)
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}
    assert (room.scene.again(handoff).held, room.scene.again(handoff).held_since) == (7000, None)


def test_mute(room: RoomScene) -> None:
    """The caller does not hear a muted agent, who hears the caller; both are said by the page."""
    laura = room.scene.agent("laura")
    handoff = room.together(laura)
    room.holding.mute(laura, handoff.id)
    assert (room.hears(handoff, handoff.call), room.scene.again(handoff).muted) == (frozenset(), True)
    assert room.hears(handoff, handoff.agent_leg) == {handoff.call}
    room.holding.unmute(laura, handoff.id)
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}
    assert not room.scene.again(handoff).muted


@pytest.mark.parametrize("action", ["hold", "mute"])
def test_the_page_never_says_more_than_the_network(room: RoomScene, action: str) -> None:
    """Nobody is told that nobody hears while somebody does: not when a command fails, and not on the way back."""
    laura, command = room.scene.agent("laura"), action
    handoff = room.together(laura)
    undo = {"hold": "resume", "mute": "unmute"}[action]

    def is_shown() -> bool:
        now = room.scene.again(handoff)
        return now.muted if action == "mute" else now.held_since is not None

    for fault, code in ((Unavailable("network"), "unavailable"), (SwitchboardRefused(20404, "gone"), "caller_away")):
        room.scene.switchboard.fail_next(command, fault)
        with pytest.raises(DeskError, match=code):
            getattr(room.holding, action)(laura, handoff.id)
        assert not is_shown()
    getattr(room.holding, action)(laura, handoff.id)
    room.scene.switchboard.fail_next(command, Unavailable("network"))
    with pytest.raises(DeskError, match="unavailable"):
        getattr(room.holding, undo)(laura, handoff.id)
    assert is_shown()
