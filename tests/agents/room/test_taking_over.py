"""The agent's line breaks while a colleague is in the room: the caller stays, and is the colleague's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from ivr.agents.agent import AgentState
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.room.paths import room_path
from ivr.agents.room.returning import PATIENCE
from ivr.errors import DeskError, Unavailable
from ivr.stores.floor.phones import RedisPhones
from tests.agents.room.room import RoomScene
from tests.agents.scene import HUNG_UP, LED_AWAY, Scene, said, waits


@pytest.fixture
def room(scene: Scene) -> RoomScene:
    """Give a floor with rooms."""
    return RoomScene(scene)


def hangs_up(room: RoomScene, handoff: Handoff) -> None:
    """Have the room tell that the agent's telephone is gone."""
    room.goes(handoff, handoff.agent_leg)


def status_says_so(room: RoomScene, handoff: Handoff) -> None:
    """Have the network tell the end of the agent's call."""
    token = room.scene.tokens.make("agent", handoff.id, handoff.agent, str(handoff.attempt))
    room.scene.switchboard.hang_up(handoff.agent_leg)
    room.scene.rooms.agent_leg_ended(handoff.id, handoff.agent_leg, token)


def reconciler_finds_out(room: RoomScene, handoff: Handoff) -> None:
    """Have no event come at all."""
    room.scene.switchboard.hang_up(handoff.agent_leg)
    room.scene.clock.advance(16)
    for name in ("laura", "pedro"):
        room.scene.desk.heartbeat(room.scene.agent(name, available=False))
    assert room.scene.reconciler.compare() == 1


WAYS: dict[str, Callable[[RoomScene, Handoff], None]] = {
    "event": hangs_up,
    "status": status_says_so,
    "reconciler": reconciler_finds_out,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_caller_stays_with_the_colleague(room: RoomScene, way: str) -> None:
    """However it becomes known: they hear the colleague, whose call it is, with everything that was proven."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = scene.with_code(laura, scene.caller())
    leg = room.consulted(laura, handoff, pedro)
    WAYS[way](room, handoff)
    now = scene.again(handoff)
    assert (now.state, now.agent, now.agent_leg, now.guests) == (State.TALKING, "pedro", leg, ())
    assert (now.held_since, now.codes, sum(match for _, match in now.checks)) == (None, 1, 3)
    assert (now.taken_over, now.origin) == (True, "handed_over")
    assert room.hears(handoff, handoff.call) == {leg}
    assert handoff.call not in scene.switchboard.redirected
    assert (room.state_of(laura), room.state_of(pedro)) == (AgentState.AVAILABLE, AgentState.BUSY)
    view = scene.desk.view(pedro)
    assert view.call is not None
    assert view.call.room.taken_over
    scene.desk.to_keypad(pedro, handoff.id)
    assert scene.again(handoff).state is State.CAPSULE


def test_it_is_written_down_first(room: RoomScene) -> None:
    """Who took over, and their look at the file; the part of who was cut off says that their line broke."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.consulted(laura, handoff, pedro)
    hangs_up(room, handoff)
    assert scene.records.notes[-2:] == [("taken_over", handoff.id, "pedro"), ("look", handoff.id, "pedro")]
    (part,) = scene.records.handoffs.values()
    assert (part.agent, part.outcome, part.call) == ("laura", Outcome.AGENT_LOST, handoff.call)


def test_all_the_news_of_it_again(room: RoomScene) -> None:
    """Events that come twice, late and in any order do nothing to the colleague's call."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    token = scene.agent_token(handoff)
    room.consulted(laura, handoff, pedro)
    hangs_up(room, handoff)
    before = scene.again(handoff)
    scene.rooms.agent_leg_ended(handoff.id, handoff.agent_leg, token)
    scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    scene.event(handoff, "leave", handoff.call, LED_AWAY)
    assert scene.again(handoff) == before
    with pytest.raises(DeskError, match="not_yours"):
        scene.desk.finish(laura, handoff.id)


def test_many_are_told_at_once(room: RoomScene) -> None:
    """Whoever read the call before the colleague had it does not end it for them."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    leg = room.consulted(laura, handoff, pedro)
    seen = scene.again(handoff)
    with ThreadPoolExecutor(6) as workers:
        list(workers.map(lambda _: scene.rooms.agent_lost(seen), range(6)))
    now = scene.again(handoff)
    assert (now.state, now.agent, now.agent_leg) == (State.TALKING, "pedro", leg)
    assert waits(scene.stands(handoff.call))
    assert len(scene.records.handoffs) == 1


@pytest.mark.parametrize("fails", ["records", "network"])
def test_what_cannot_be_done_leads_to_the_next_agent(room: RoomScene, fails: str) -> None:
    """Without the audit, or with a caller who cannot be taken off hold, they go before all others as ever."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.consulted(laura, handoff, pedro)
    if fails == "records":
        scene.records.down = True
    else:
        scene.switchboard.fail_next("hold", Unavailable("network"))
    hangs_up(room, handoff)
    assert scene.again(handoff).outcome == Outcome.AGENT_LOST
    assert said(scene.follow(handoff.call))[0] == "agent_lost"


def test_both_lines_break(room: RoomScene) -> None:
    """When the colleague's telephone is gone too, whichever is told first, the caller waits before all others."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    leg = room.consulted(laura, handoff, pedro)
    scene.switchboard.hang_up(leg)
    hangs_up(room, handoff)
    scene.event(handoff, "leave", leg, HUNG_UP)
    assert scene.again(handoff).state is State.ENDED
    assert said(scene.follow(handoff.call))[0] == "agent_lost"


def test_a_caller_who_fell_out_is_led_back_to_the_colleague(room: RoomScene) -> None:
    """A room that ended around the caller, with the agent gone: they go to the colleague who still has their call."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.consulted(laura, handoff, pedro)
    scene.switchboard.leave(handoff.agent_leg)
    path = room_path(scene.tokens, handoff.id)
    assert scene.rooms.caller_left(handoff.id, handoff.call, path.partition("token=")[2]) == path
    assert scene.again(handoff).agent == "pedro"


def test_a_page_that_may_come_back_is_waited_for_in_the_colleagues_company(room: RoomScene) -> None:
    """Who loads their page again keeps the call; the caller hears the colleague meanwhile, and has them afterwards."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    leg = room.consulted(laura, handoff, pedro)
    room.holding.resume(laura, handoff.id)
    RedisPhones(scene.redis).report("serfinansa", laura.id, "a page", scene.clock.now(), ready=True)
    hangs_up(room, handoff)
    assert scene.again(handoff).agent == "laura"
    assert room.hears(handoff, handoff.call) == {leg}
    scene.clock.advance(PATIENCE.total_seconds() + 1)
    for late in scene.returning.overdue("serfinansa"):
        scene.rooms.agent_gone(late)
    assert scene.again(handoff).agent == "pedro"
    assert room.hears(handoff, handoff.call) == {leg}
