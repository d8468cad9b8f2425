"""Pauses have a reason and a limit; they begin when no call keeps the agent, and outlive a closed page for a while."""

import pytest

from ivr.agents.agent import AgentIdentity, AgentState, Wish
from ivr.agents.handoff import State
from ivr.agents.reasons import reason_of
from ivr.errors import DeskError
from tests.agents.desk.after_call import passes, state
from tests.agents.scene import Scene

BREAK, LUNCH = "break", "lunch"


def reason(scene: Scene, agent: AgentIdentity) -> str:
    """Give an agent's reason as the floor has it."""
    return scene.floor.agent(agent.institution, agent.id).reason


def direct(scene: Scene, agent: AgentIdentity, wish: Wish, why: str = "") -> AgentState:
    """Have a supervisor say what an agent is to do."""
    given = reason_of(scene.institution, why)
    return scene.floor.presence(agent.institution, agent.id, wish, scene.clock.now(), given, directed=True)


def test_a_pause_begins_at_once_between_calls(scene: Scene) -> None:
    """Nobody is offered a caller in a pause; the page says why, and until when that is in order."""
    laura = scene.agent("laura")
    scene.desk.unavailable(laura, LUNCH)
    call = scene.caller()
    view = scene.desk.view(laura)
    assert (view.state, view.pause.reason, scene.handoff(call).state) == ("not_ready", "Almuerzo", State.WAITING)
    assert view.pause.until is not None
    assert (view.pause.until - scene.clock.now()).total_seconds() == 3600
    scene.desk.available(laura)
    assert scene.handoff(call).agent == "laura"


def test_a_pause_after_this_call(scene: Scene) -> None:
    """The reason chosen in the call is the one that begins when it is over."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.desk.unavailable(laura, BREAK)
    view = scene.desk.view(laura)
    assert (view.state, view.leaving, view.pause.afterwards) == ("busy", True, "Descanso")
    scene.desk.finish(laura, handoff.id)
    assert (state(scene, laura), reason(scene, laura)) == (AgentState.NOT_READY, BREAK)


def test_another_choice_in_the_same_call(scene: Scene) -> None:
    """The last word counts: another reason, none, or no pause at all."""
    laura = scene.agent("laura")
    for last, wanted in ((LUNCH, AgentState.NOT_READY), ("", AgentState.OFFLINE)):
        handoff = scene.talking(laura, scene.caller())
        scene.desk.unavailable(laura, BREAK)
        scene.desk.unavailable(laura, last)
        scene.desk.finish(laura, handoff.id)
        assert (state(scene, laura), reason(scene, laura)) == (wanted, last)
        scene.desk.available(laura)
    handoff = scene.talking(laura, scene.caller())
    scene.desk.unavailable(laura, BREAK)
    scene.desk.available(laura)
    scene.desk.finish(laura, handoff.id)
    assert state(scene, laura) == AgentState.AVAILABLE


def test_an_offer_is_given_back_for_a_pause(scene: Scene) -> None:
    """Whoever goes to lunch while the page rings leaves the caller at the front."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.desk.unavailable(laura, LUNCH)
    assert (scene.handoff(call).state, scene.handoff(call).front) == (State.WAITING, True)
    assert (state(scene, laura), reason(scene, laura)) == (AgentState.NOT_READY, LUNCH)


def test_only_reasons_of_the_table(scene: Scene) -> None:
    """A reason that the institution does not have changes nothing."""
    laura = scene.agent("laura")
    with pytest.raises(DeskError, match="unknown_reason"):
        scene.desk.unavailable(laura, "siesta")
    assert state(scene, laura) == AgentState.AVAILABLE


def test_a_lid_that_is_closed_over_lunch(scene: Scene) -> None:
    """A page that is gone ends no pause before its limit; after it, nobody is at lunch for ever."""
    laura = scene.agent("laura")
    scene.desk.unavailable(laura, BREAK)
    passes(scene, None, 30)
    assert state(scene, laura) == AgentState.NOT_READY
    scene.clock.advance(900 - 31)
    passes(scene, None, 1)
    assert state(scene, laura) == AgentState.OFFLINE


def test_a_limit_that_is_over_moves_nobody_who_is_there(scene: Scene) -> None:
    """Who is longer away with an open page stays in the pause: the supervisor sees it."""
    laura = scene.agent("laura")
    scene.desk.unavailable(laura, BREAK)
    scene.clock.advance(1000)
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    agent = scene.floor.agent("serfinansa", "laura")
    assert (agent.state, agent.until and agent.until < scene.clock.now()) == (AgentState.NOT_READY, True)


def test_a_supervisor_sets_a_state(scene: Scene) -> None:
    """Between calls it begins at once; in a call it is kept for afterwards."""
    laura = scene.agent("laura")
    assert direct(scene, laura, Wish.NOT_READY, "meeting") is AgentState.NOT_READY
    assert direct(scene, laura, Wish.AVAILABLE) is AgentState.AVAILABLE
    handoff = scene.talking(laura, scene.caller())
    assert direct(scene, laura, Wish.NOT_READY, "meeting") is AgentState.BUSY
    scene.desk.finish(laura, handoff.id)
    assert (state(scene, laura), reason(scene, laura)) == (AgentState.NOT_READY, "meeting")


def test_a_supervisors_word_is_no_sign_of_life(scene: Scene) -> None:
    """Nobody whose page is gone is made available, or kept alive, by somebody else."""
    laura = scene.agent("laura")
    passes(scene, None, 25)
    assert state(scene, laura) == AgentState.OFFLINE
    assert direct(scene, laura, Wish.AVAILABLE) is AgentState.OFFLINE
    assert direct(scene, laura, Wish.NOT_READY, BREAK) is AgentState.NOT_READY
    assert scene.floor.vanished("serfinansa", scene.clock.now()) == ()
    assert scene.floor.last_seen("serfinansa") is None


def test_a_redis_that_came_back_empty(scene: Scene) -> None:
    """Nobody is stuck in a state that nobody remembers: the page shows that no calls come, and a button ends it."""
    laura = scene.agent("laura")
    scene.desk.unavailable(laura, LUNCH)
    scene.redis.flushall()
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    assert state(scene, laura) == AgentState.OFFLINE
    scene.desk.available(laura)
    assert scene.handoff(scene.caller()).agent == "laura"
