"""News of rooms come twice, late and in any order."""

from itertools import permutations

import pytest

from ivr.agents.handoff import Outcome, State
from ivr.agents.room.rooms import RoomEvent
from tests.agents.scene import CONFERENCE, HUNG_UP, Scene


def test_every_event_twice(scene: Scene) -> None:
    """A repetition of an event has no effect."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    commands = len(scene.switchboard.commands)
    for sequence in (1, 2):
        leg = handoff.agent_leg if sequence == 1 else handoff.call
        scene.event(handoff, "join", leg, sequence=sequence)
    assert len(scene.switchboard.commands) == commands
    assert scene.again(handoff).state is State.TALKING


def test_a_leave_before_its_join(scene: Scene) -> None:
    """An agent who left is not brought back by the late news that they came."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.desk.accept(laura, handoff.id)
    leg = scene.again(handoff).agent_leg
    scene.event(handoff, "leave", leg, HUNG_UP, sequence=3)
    assert scene.handoff(call).state is State.WAITING
    scene.event(handoff, "join", leg, sequence=2)
    assert scene.handoff(call).state is State.WAITING
    assert call not in scene.switchboard.redirected


def test_news_are_taken_once_and_in_order(scene: Scene) -> None:
    """Of one participant in one conference only newer news count; others have an order of their own."""
    handoff = "serfinansa.one"
    assert scene.floor.fresh(handoff, "CF1", "CA1", 0)
    assert not scene.floor.fresh(handoff, "CF1", "CA1", 0)
    assert scene.floor.fresh(handoff, "CF1", "CA1", 10)
    assert not scene.floor.fresh(handoff, "CF1", "CA1", 9)
    assert scene.floor.fresh(handoff, "CF1", "CA2", 9)
    assert scene.floor.fresh(handoff, "CF2", "CA1", 1)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_ends_the_same(scene: Scene, order: tuple[int, ...]) -> None:
    """Two joins and two leaves in any order: nobody is left on a handoff, and nobody is offered twice."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.desk.accept(laura, handoff.id)
    scene.desk.unavailable(laura)
    leg = scene.again(handoff).agent_leg
    scene.switchboard.calls[call] = "completed"
    legs = (("join", leg, ""), ("join", call, ""), ("leave", call, HUNG_UP), ("leave", leg, HUNG_UP))
    for place in order:
        kind, who, reason = legs[place]
        scene.event(handoff, kind, who, reason, sequence=place + 1)
    scene.callers.ended("serfinansa", call)
    assert scene.again(handoff).state is State.ENDED
    assert scene.desk.view(laura).state == "offline"
    assert scene.floor.live("serfinansa") == ()


def test_events_of_strangers(scene: Scene) -> None:
    """News of a room that nobody knows, or of a leg that is nobody's, change nothing."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.rooms.happened(RoomEvent("serfinansa.unknown", CONFERENCE, "leave", 9, handoff.agent_leg, HUNG_UP))
    scene.event(handoff, "leave", "CA" + "e" * 32, HUNG_UP)
    assert scene.again(handoff).state is State.TALKING


def test_the_agents_leg_ends_twice(scene: Scene) -> None:
    """The leave and the status of one leg tell the same: the caller is led on once."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    token = scene.agent_token(handoff)
    scene.switchboard.hang_up(handoff.agent_leg)
    scene.rooms.agent_leg_ended(handoff.id, handoff.agent_leg, token)
    scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    assert len([command for command in scene.switchboard.commands if command.name == "redirect"]) == 2
    assert scene.again(handoff).outcome == Outcome.AGENT_LOST


def test_a_wrong_token_opens_no_room(scene: Scene) -> None:
    """Neither leg comes into a room with a token that was not made for it."""
    laura = scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    scene.desk.accept(laura, handoff.id)
    leg = scene.again(handoff).agent_leg
    assert not scene.rooms.agent_answered(handoff.id, leg, "invented")
    scene.agent_enters(handoff)
    assert not scene.rooms.caller_enters(handoff.id, handoff.call, scene.agent_token(handoff))
    scene.caller_enters(handoff)


def test_a_leg_that_is_not_the_callers(scene: Scene) -> None:
    """Another call does not come into the room, whatever it holds."""
    laura = scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    scene.desk.accept(laura, handoff.id)
    scene.agent_enters(handoff)
    token = scene.switchboard.redirected[handoff.call].partition("token=")[2]
    assert not scene.rooms.caller_enters(handoff.id, scene.switchboard.place_call(), token)


def test_the_room_ends_around_the_caller(scene: Scene) -> None:
    """A caller whose room is over is led on: with the agent gone, to what follows in the script."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    token = scene.tokens.make("room", handoff.id)
    path = scene.rooms.caller_left(handoff.id, handoff.call, token)
    assert path is not None
    assert path.startswith("/voice/room/")
    scene.switchboard.hang_up(handoff.agent_leg)
    path = scene.rooms.caller_left(handoff.id, handoff.call, token)
    assert path is not None
    assert path.startswith("/voice/turn/")
    assert scene.rooms.caller_left(handoff.id, handoff.agent_leg, token) is None


def test_news_stay_news_until_they_were_dealt_with(scene: Scene) -> None:
    """What could not be followed, because a part was away, is not taken for old when the network tells it again."""
    handoff = "serfinansa.one"
    assert scene.floor.is_news(handoff, "CF1", "CA1", 3)
    assert scene.floor.is_news(handoff, "CF1", "CA1", 3)
    assert scene.floor.fresh(handoff, "CF1", "CA1", 3)
    assert not scene.floor.is_news(handoff, "CF1", "CA1", 3)
    assert not scene.floor.is_news(handoff, "CF1", "CA1", 2)
