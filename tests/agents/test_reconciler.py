"""What got lost is mended: events, commands, records, pages and whole calls."""

from ivr.agents.floor import stamp
from ivr.agents.handoff import Outcome, State
from ivr.errors import Unavailable
from ivr.values import AgentOnCall
from tests.agents.scene import Scene, said


def test_the_network_forgot_to_tell_that_the_caller_hung_up(scene: Scene) -> None:
    """A handoff whose call is over is ended, the agent is free; others are left alone."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    other = scene.caller()
    scene.clock.advance(16)
    scene.desk.heartbeat(laura)
    assert scene.reconciler.compare() == 0
    scene.switchboard.calls[handoff.call] = "completed"
    assert scene.reconciler.compare() == 1
    assert scene.again(handoff).outcome == Outcome.HUNG_UP
    assert scene.handoff(other).agent == "laura"


def test_a_young_handoff_is_left_alone(scene: Scene) -> None:
    """The network's lists lag: nobody is parted because of a list that is a few seconds old."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.switchboard.calls[handoff.call] = "completed"
    assert scene.reconciler.compare() == 0


def test_the_network_forgot_to_tell_that_the_agents_leg_ended(scene: Scene) -> None:
    """The caller is led on as if the news had come."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.clock.advance(16)
    scene.switchboard.hang_up(handoff.agent_leg)
    assert scene.reconciler.compare() == 1
    assert said(scene.follow(handoff.call)) == ("agent_lost",)


def test_an_agents_telephone_that_rings_for_ever(scene: Scene) -> None:
    """A call to an agent that came to nothing gives the caller back to the front."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.switchboard.answers = lambda _to: "ringing"
    scene.desk.accept(laura, scene.handoff(call).id)
    scene.clock.advance(36)
    assert scene.reconciler.compare() == 1
    assert scene.handoff(call).state is State.WAITING
    assert scene.handoff(call).front


def test_the_network_is_silent(scene: Scene) -> None:
    """Without an answer nothing is mended, and nothing is broken."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.clock.advance(16)
    scene.switchboard.fail_next("live_calls", Unavailable("network"))
    assert scene.reconciler.compare() == 0
    assert scene.again(handoff).state is State.TALKING


def test_the_redirect_into_the_room_gets_lost(scene: Scene) -> None:
    """The agent is not left alone in the room: the command is repeated."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.desk.accept(laura, handoff.id)
    scene.switchboard.fail_next("redirect", Unavailable("network"))
    scene.agent_enters(handoff)
    assert call not in scene.switchboard.redirected
    scene.clock.advance(4)
    assert scene.reconciler.tend() == 1
    scene.caller_enters(handoff)


def test_what_is_still_owed_is_not_called_mended(scene: Scene) -> None:
    """While the network is away, the count and the log do not say that a command was carried out."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.switchboard.fail_next("hang_up", Unavailable("network"), times=2)
    scene.desk.finish(laura, handoff.id)
    scene.clock.advance(4)
    assert scene.reconciler.tend() == 0
    assert scene.reconciler.tend() == 1


def test_a_caller_who_comes_back_hears_why_to_the_end(scene: Scene) -> None:
    """The way back to the agent is owed, but not hurried: a redirect would cut the sentence before it."""
    laura, call = scene.agent("laura"), scene.caller()
    handoff = scene.at_keypad(laura, call)
    scene.handoffs.back(scene.effect(call, f"{call}:back"), AgentOnCall(handoff.id, handoff.agent))
    for seconds, mended in ((15, 0), (14, 0), (2, 1)):
        scene.clock.advance(seconds)
        scene.desk.heartbeat(laura)
        assert scene.reconciler.tend() == mended
    scene.caller_enters(handoff)


def test_the_agents_leg_is_hung_up_later(scene: Scene) -> None:
    """An agent does not sit in an empty room because the network was away for a moment."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.switchboard.fail_next("hang_up", Unavailable("network"))
    scene.desk.finish(laura, handoff.id)
    scene.clock.advance(4)
    scene.reconciler.tend()
    assert scene.switchboard.calls[handoff.agent_leg] == "completed"


def test_an_errand_of_a_call_that_is_over(scene: Scene) -> None:
    """A command that the network refuses is not repeated for ever."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.switchboard.fail_next("redirect", Unavailable("network"))
    scene.desk.finish(laura, handoff.id)
    scene.switchboard.calls[handoff.call] = "completed"
    scene.clock.advance(4)
    scene.reconciler.tend()
    assert scene.floor.errands("serfinansa") == ()


def test_facts_that_the_records_did_not_take(scene: Scene) -> None:
    """An ended handoff is written down when the database is back."""
    scene.agent("laura", available=False)
    handoff = scene.handoff(scene.caller())
    scene.records.down = True
    scene.callers.left(handoff.id)
    scene.reconciler.tend()
    assert scene.records.handoffs == {}
    scene.records.down = False
    scene.reconciler.tend()
    assert scene.records.handoffs[handoff.id].outcome == Outcome.LEFT
    assert scene.floor.unsaved("serfinansa") == ()


def test_everybody_has_gone_home(scene: Scene) -> None:
    """Callers do not wait for ever for agents of whom none is there any more."""
    scene.agent("laura", available=False)
    call = scene.caller()
    scene.clock.advance(60)
    scene.reconciler.tend()
    assert scene.reconciler.compare() == 0
    scene.clock.advance(61)
    assert scene.reconciler.compare() == 1
    assert said(scene.follow(call)) == ("QueueClosed",)


def test_a_capsule_that_nobody_entered(scene: Scene) -> None:
    """A machine that died between the capsule and the caller's redirect leaves nobody on hold for ever."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.redis.hset(f"ivr:{{serfinansa}}:handoff:{handoff.id}", "state", "capsule")
    scene.switchboard.hold(handoff.id, handoff.agent_leg, held=True)
    scene.clock.advance(16)
    assert scene.reconciler.compare() == 1
    assert scene.again(handoff).state is State.TALKING
    assert not any(participant.held for participant in scene.switchboard.participants(handoff.id))


def test_a_second_capsule_that_nobody_entered(scene: Scene) -> None:
    """The same on a caller's second way to the keypad: what was confirmed the first time is over."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    assert handoff.capsule is not None
    scene.switchboard.join(handoff.id, handoff.call, "caller")
    scene.clock.advance(16)
    assert scene.reconciler.compare() == 0
    later = stamp(scene.clock.now())
    scene.redis.hset(f"ivr:{{serfinansa}}:handoff:{handoff.id}", "moved", later)
    scene.clock.advance(16)
    assert scene.reconciler.compare() == 1
    assert scene.again(handoff).state is State.TALKING
