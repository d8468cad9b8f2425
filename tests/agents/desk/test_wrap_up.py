"""After a call the agent has time for what follows from it: the service counts it, to the second."""

import pytest

from ivr.agents.agent import AgentState
from ivr.agents.desk.wrap_up import WrapUpAnswer
from ivr.agents.desk.wrapping import REFUSALS, Wrapping
from ivr.agents.floor import Move, stamp
from ivr.agents.handoff import Handoff, State
from ivr.errors import DeskError
from ivr.institutions import WrapUpRule
from tests.agents.desk.after_call import LONGEST, SECONDS, after_call, passes, state, wrap_up
from tests.agents.scene import Scene


def test_no_call_comes_while_it_lasts(scene: Scene) -> None:
    """A caller who waits is not offered to an agent in wrap-up, and is offered as soon as it is over."""
    laura, handoff = after_call(scene)
    call = scene.caller()
    assert (state(scene, laura), scene.handoff(call).state) == (AgentState.WRAP_UP, State.WAITING)
    Wrapping(scene.centre).finish(laura, handoff.id, {"wrap_up_code": "other"})
    assert scene.handoff(call).agent == "laura"


def test_it_ends_by_itself(optional: Scene) -> None:
    """Where nothing is required, the worker ends it to the second; what was written by then is kept."""
    laura, handoff = after_call(optional)
    Wrapping(optional.centre).save(laura, handoff.id, {"note": "Pidió otra tarjeta"})
    passes(optional, laura, SECONDS - 1)
    assert state(optional, laura) == AgentState.WRAP_UP
    passes(optional, laura, 1)
    kept = optional.again(handoff)
    assert (state(optional, laura), kept.note) == (AgentState.AVAILABLE, "Pidió otra tarjeta")
    assert kept.wrapped_up == optional.clock.now()
    assert optional.records.handoffs[handoff.id].note == "Pidió otra tarjeta"


def test_a_required_code_is_waited_for(scene: Scene) -> None:
    """Time alone does not end it before its longest; the code does, with a moment for the rest of the note."""
    laura, handoff = after_call(scene)
    with pytest.raises(DeskError, match="code_missing"):
        Wrapping(scene.centre).finish(laura, handoff.id, {"note": "sin más"})
    passes(scene, laura, SECONDS + 20)
    assert state(scene, laura) == AgentState.WRAP_UP
    Wrapping(scene.centre).save(laura, handoff.id, {"wrap_up_code": "key_set"})
    passes(scene, laura, 9)
    assert state(scene, laura) == AgentState.WRAP_UP
    passes(scene, laura, 1)
    assert state(scene, laura) == AgentState.AVAILABLE
    assert scene.records.handoffs[handoff.id].wrap_up_code == "key_set"


def test_nobody_is_kept_longer_than_the_longest(scene: Scene) -> None:
    """An agent who gives no code is free again after the longest time, even if they asked for more."""
    laura, handoff = after_call(scene)
    passes(scene, laura, LONGEST - 10)
    Wrapping(scene.centre).more(laura, handoff.id)
    passes(scene, laura, 9)
    assert state(scene, laura) == AgentState.WRAP_UP
    passes(scene, laura, 1)
    assert state(scene, laura) == AgentState.AVAILABLE


def test_more_time_is_given_once(optional: Scene) -> None:
    """The queue's time is added to what is left; a second time is refused, and not shown as possible."""
    laura, handoff = after_call(optional)
    wrapping = Wrapping(optional.centre)
    passes(optional, laura, 20)
    assert wrap_up(optional, laura).may_ask
    wrapping.more(laura, handoff.id)
    assert not wrap_up(optional, laura).may_ask
    with pytest.raises(DeskError, match="no_more_time"):
        wrapping.more(laura, handoff.id)
    passes(optional, laura, SECONDS + 9)
    assert state(optional, laura) == AgentState.WRAP_UP
    passes(optional, laura, 1)
    assert state(optional, laura) == AgentState.AVAILABLE


def test_an_offer_that_was_not_taken_has_no_wrap_up(scene: Scene) -> None:
    """Who never spoke with the caller has nothing to write down."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.callers.ended("serfinansa", call)
    assert state(scene, laura) == AgentState.AVAILABLE


def test_a_caller_who_hangs_up_is_followed_by_wrap_up(scene: Scene) -> None:
    """However the call ended."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.callers.ended("serfinansa", handoff.call)
    assert (state(scene, laura), wrap_up(scene, laura).outcome) == (AgentState.WRAP_UP, "hung_up")


def test_how_long_a_call_kept_its_agent(scene: Scene) -> None:
    """Time at the keypad, on hold and in wrap-up is added up apart; together they are the whole call."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    passes(scene, laura, 7)
    scene.desk.take_back(laura, handoff.id)
    scene.follow(handoff.call)
    passes(scene, laura, 5)
    again = scene.again(handoff)
    assert (again.state, again.in_capsule) == (State.TALKING, 7000)


def test_time_on_hold_is_added_up(scene: Scene) -> None:
    """Whether the agent takes the caller back, or the call ends while they are held."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    for seconds in (4, 3):
        hold(scene, handoff, stamp(scene.clock.now()))
        passes(scene, laura, seconds)
        hold(scene, handoff, "")
    hold(scene, handoff, stamp(scene.clock.now()))
    passes(scene, laura, 5)
    scene.desk.finish(laura, handoff.id)
    assert (scene.again(handoff).held, scene.again(handoff).held_since) == (12_000, None)


def hold(scene: Scene, handoff: Handoff, since: str) -> None:
    """Put the caller on hold, or take them back."""
    scene.centre.move(Move(handoff.id, frozenset({State.TALKING}), "hold", fields={"held_since": since}))


def test_a_queue_without_wrap_up(scene: Scene) -> None:
    """Where the table says nothing of it, the agent is free at once."""
    assert WrapUpRule().seconds == 0
    plain = Scene(scene.redis, scene.clock, scene.institution)
    laura, _ = after_call(plain)
    assert state(plain, laura) == AgentState.AVAILABLE


def test_every_answer_has_its_refusal() -> None:
    """Whatever the floor answers but done is told to the agent."""
    assert set(REFUSALS) == set(WrapUpAnswer) - {WrapUpAnswer.DONE}
