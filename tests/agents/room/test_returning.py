"""An agent whose page is loaded again keeps the call: music for a moment, the leg is put back, all is as it was."""

import pytest

from ivr.agents.agent import AgentIdentity, AgentState
from ivr.agents.desk.phone import DeskPhone
from ivr.agents.handoff import Handoff, State
from ivr.agents.room.holding import Holding
from ivr.agents.room.returning import PATIENCE
from ivr.errors import Unavailable
from ivr.stores.floor.phones import RedisPhones
from tests.agents.scene import HUNG_UP, Scene, said, waits
from tests.conftest import FixedClock


@pytest.fixture
def laura(scene: Scene) -> AgentIdentity:
    """Give an agent whose telephone is her page."""
    laura = scene.agent("laura")
    page(scene, laura)
    return laura


def phones(scene: Scene) -> DeskPhone:
    """Give what takes the pages' word."""
    return DeskPhone(scene.centre, RedisPhones(scene.redis), scene.returning)


def page(scene: Scene, agent: AgentIdentity, *, ready: bool = True, name: str = "one") -> None:
    """Have a page say how its telephone is."""
    phones(scene).report(agent, name, ready=ready)


def breaks(scene: Scene, handoff: Handoff) -> str:
    """Have the agent's leg break off, as when the page is loaded again; give the leg."""
    leg = scene.again(handoff).agent_leg
    scene.switchboard.hang_up(leg)
    scene.event(handoff, "leave", leg, HUNG_UP)
    return leg


def comes_back(scene: Scene, agent: AgentIdentity, handoff: Handoff) -> str:
    """Have the page ring and answer, and the leg come into the room; give the leg."""
    page(scene, agent)
    scene.agent_enters(handoff)
    return scene.again(handoff).agent_leg


def caller_is_held(scene: Scene, handoff: Handoff) -> bool:
    """Say whether the caller hears music."""
    return next(one.held for one in scene.switchboard.participants(handoff.id) if one.call == handoff.call)


def test_a_page_that_is_loaded_again_keeps_the_call(scene: Scene, laura: AgentIdentity) -> None:
    """The caller hears music for a moment, the agent's page is rung, and they talk on; nothing proven is lost."""
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 2)
    old = breaks(scene, handoff)
    assert scene.again(handoff).state is State.TALKING
    assert caller_is_held(scene, handoff)
    new = comes_back(scene, laura, handoff)
    assert new != old
    assert not caller_is_held(scene, handoff)
    assert len(scene.again(handoff).checks) == 2
    assert phones(scene).away_since(handoff.id) is None


def test_a_ring_at_the_page_that_is_gone_leaves_time_for_another(
    scene: Scene, clock: FixedClock, laura: AgentIdentity
) -> None:
    """The old page's last word came late: nobody answers that ring, and the page that is loaded then is rung too."""
    handoff = scene.talking(laura, scene.caller())
    breaks(scene, handoff)
    page(scene, laura)
    stale = [command.given for command in scene.switchboard.commands if command.name == "dial"][-1]
    clock.advance(int(stale[-1]))
    token, leg = scene.agent_token(handoff), scene.again(handoff).agent_leg
    scene.rooms.agent_leg_ended(handoff.id, leg, token)
    clock.advance(5)
    assert comes_back(scene, laura, handoff) != leg
    assert scene.again(handoff).state is State.TALKING
    assert not caller_is_held(scene, handoff)


def test_who_does_not_come_back_gives_the_caller_up(scene: Scene, clock: FixedClock, laura: AgentIdentity) -> None:
    """After half a minute the caller hears so and waits for another agent, as ever when one is lost."""
    call = scene.caller()
    handoff = scene.talking(laura, call)
    breaks(scene, handoff)
    clock.advance(15)
    scene.desk.heartbeat(laura)
    clock.advance(PATIENCE.total_seconds() - 16)
    scene.reconciler.tend()
    assert scene.again(handoff).state is State.TALKING
    clock.advance(1)
    scene.reconciler.tend()
    assert scene.again(handoff).outcome == "agent_lost"
    reply = scene.follow(call)
    assert (said(reply), waits(reply)) == (("agent_lost",), True)
    assert scene.reconciler.tend() == 0


def test_a_desk_without_a_telephone_has_hung_up(scene: Scene) -> None:
    """An agent with a number, or a desk that says nothing of a telephone, is waited for not a second."""
    pablo, call = scene.agent("pablo"), scene.caller()
    handoff = scene.talking(pablo, call)
    breaks(scene, handoff)
    assert scene.again(handoff).outcome == "agent_lost"


def test_the_same_news_twice_and_late(scene: Scene, laura: AgentIdentity) -> None:
    """The end of a leg is told by the room and by the call, in any order, also after the agent is back."""
    handoff = scene.talking(laura, scene.caller())
    token = scene.agent_token(handoff)
    old = breaks(scene, handoff)
    scene.rooms.agent_leg_ended(handoff.id, old, token)
    assert scene.again(handoff).state is State.TALKING
    new = comes_back(scene, laura, handoff)
    scene.rooms.agent_leg_ended(handoff.id, old, token)
    assert (scene.again(handoff).agent_leg, scene.again(handoff).state) == (new, State.TALKING)


def test_two_pages_ring_one_leg(scene: Scene, laura: AgentIdentity) -> None:
    """However many pages come back, and however often they say so, one leg is dialled."""
    handoff = scene.talking(laura, scene.caller())
    breaks(scene, handoff)
    before = len(scene.switchboard.commands)
    for name in ("one", "two", "one"):
        page(scene, laura, name=name)
    assert [command.name for command in scene.switchboard.commands[before:]] == ["dial"]


def test_a_leg_that_breaks_again_is_put_back_again(scene: Scene, laura: AgentIdentity) -> None:
    """A page that is loaded twice in a row has its call after the second time too."""
    handoff = scene.talking(laura, scene.caller())
    breaks(scene, handoff)
    page(scene, laura)
    token = scene.agent_token(handoff)
    scene.rooms.agent_leg_ended(handoff.id, scene.again(handoff).agent_leg, token)
    assert comes_back(scene, laura, handoff)
    assert not caller_is_held(scene, handoff)


def test_an_answer_that_is_faster_than_its_name(scene: Scene, laura: AgentIdentity) -> None:
    """A page answers before we have written down which leg it is: it may come in all the same."""
    handoff = scene.talking(laura, scene.caller())
    token = scene.agent_token(handoff)
    breaks(scene, handoff)
    assert scene.rooms.agent_answered(handoff.id, "CA" + "9" * 32, token)
    assert scene.again(handoff).agent_leg == "CA" + "9" * 32


def test_held_and_muted_stay_so(scene: Scene, laura: AgentIdentity) -> None:
    """Whom the agent let wait, waits on; whoever was muted is muted again before a word is heard."""
    handoff, holding = scene.talking(laura, scene.caller()), Holding(scene.centre)
    holding.hold(laura, handoff.id)
    holding.mute(laura, handoff.id)
    breaks(scene, handoff)
    new = comes_back(scene, laura, handoff)
    assert caller_is_held(scene, handoff)
    assert next(one.muted for one in scene.switchboard.participants(handoff.id) if one.call == new)


def test_in_the_capsule_the_agent_comes_back_deaf(scene: Scene, laura: AgentIdentity) -> None:
    """While the caller types secrets the leg that comes back is held, and the caller notices nothing."""
    handoff = scene.at_keypad(laura, scene.caller())
    breaks(scene, handoff)
    assert scene.again(handoff).state is State.CAPSULE
    new = comes_back(scene, laura, handoff)
    assert next(one.held for one in scene.switchboard.participants(handoff.id) if one.call == new)
    assert scene.again(handoff).state is State.CAPSULE


def test_a_caller_who_hangs_up_meanwhile_is_gone(scene: Scene, clock: FixedClock, laura: AgentIdentity) -> None:
    """Nobody is rung for a call that is over, and nothing is mended."""
    handoff = scene.talking(laura, scene.caller())
    breaks(scene, handoff)
    scene.event(handoff, "leave", handoff.call, HUNG_UP)
    before = len(scene.switchboard.commands)
    page(scene, laura)
    assert "dial" not in [command.name for command in scene.switchboard.commands[before:]]
    assert scene.floor.agent("serfinansa", "laura").state is AgentState.AVAILABLE
    clock.advance(60)
    phones(scene).report(laura, "one", ready=True)
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    assert scene.floor.agent("serfinansa", "laura").handoff == ""


def test_the_event_that_never_came(scene: Scene, clock: FixedClock, laura: AgentIdentity) -> None:
    """When nobody told that the leg came back, looking at the room settles it: nobody loses their call."""
    handoff = scene.talking(laura, scene.caller())
    breaks(scene, handoff)
    page(scene, laura)
    leg = scene.again(handoff).agent_leg
    assert scene.rooms.agent_answered(handoff.id, leg, scene.agent_token(handoff))
    scene.switchboard.join(handoff.id, leg, "agent")
    clock.advance(PATIENCE.total_seconds())
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    assert scene.again(handoff).state is State.TALKING
    assert not caller_is_held(scene, handoff)


def test_a_network_that_is_away_when_the_agent_comes_back(
    scene: Scene, clock: FixedClock, laura: AgentIdentity
) -> None:
    """The event is dealt with all the same, and the caller is fetched from the music as soon as it can be done."""
    handoff = scene.talking(laura, scene.caller())
    breaks(scene, handoff)
    page(scene, laura)
    scene.switchboard.fail_next("hold", Unavailable("network"))
    scene.agent_enters(handoff)
    assert caller_is_held(scene, handoff)
    clock.advance(PATIENCE.total_seconds())
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    assert not caller_is_held(scene, handoff)
    assert scene.again(handoff).state is State.TALKING
