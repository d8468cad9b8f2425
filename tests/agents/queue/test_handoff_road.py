"""The whole road: from the queue over the agent and the keypad to the key, and every way back."""

from ivr.agents.agent import AgentState
from ivr.agents.handoff import Outcome, State
from ivr.reply import End, Listen
from tests.agents.scene import HUNG_UP, LED_AWAY, Scene, said, waits


def test_the_road_to_a_new_key(scene: Scene) -> None:
    """A caller is offered, checked, sent to the keypad, and their agent is free once the key is set."""
    laura = scene.agent("laura")
    call = scene.caller()
    assert waits(scene.stands(call))
    handoff = scene.at_keypad(laura, call)
    assert handoff.state is State.CAPSULE
    (held,) = scene.switchboard.participants(handoff.id)
    assert held.held
    assert scene.switchboard.rooms[handoff.id].recording == "paused"
    assert isinstance(scene.types(call, "123456").then, End)
    ended = scene.again(handoff)
    assert (ended.state, ended.outcome) == (State.ENDED, Outcome.KEY_SET)
    view = scene.desk.view(laura)
    assert (view.state, view.call) == (AgentState.AVAILABLE, None)
    assert view.last is not None
    assert view.last.outcome == "key_set"
    assert scene.switchboard.calls[handoff.agent_leg] == "completed"
    assert scene.records.handoffs[handoff.id].answered is not None


def test_taken_back_and_to_the_keypad_again(scene: Scene) -> None:
    """The agent takes the caller back; both hear each other again, and the recording goes on."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.at_keypad(laura, call)
    scene.desk.take_back(laura, handoff.id)
    assert waits(scene.follow(call))
    assert scene.again(handoff).state is State.TALKING
    assert call not in scene.switchboard.redirected, "a redirect in the middle of a turn would race with its answer"
    scene.callers.waiting(handoff.id)
    scene.caller_enters(handoff)
    assert not any(participant.held for participant in scene.switchboard.participants(handoff.id))
    assert scene.switchboard.rooms[handoff.id].recording == "in-progress"
    scene.desk.to_keypad(laura, handoff.id)
    assert isinstance(scene.follow(call).then, Listen)


def test_a_caller_taken_back_to_an_agent_who_is_gone(scene: Scene) -> None:
    """A dead name would open an empty room: the caller goes to the front of the queue instead."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.at_keypad(laura, call)
    scene.desk.take_back(laura, handoff.id)
    scene.switchboard.hang_up(handoff.agent_leg)
    reply = scene.follow(call)
    assert "agent_lost" in said(reply)
    later = scene.handoff(call)
    assert later.id != handoff.id
    assert later.front


def test_the_agents_line_breaks_while_they_talk(scene: Scene) -> None:
    """The caller hears of it and comes before all others, also those who called earlier."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.talking(laura, call)
    scene.desk.unavailable(laura)
    scene.clock.advance(5)
    second = scene.caller()
    scene.switchboard.hang_up(handoff.agent_leg)
    scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    assert said(scene.follow(call)) == ("agent_lost",)
    pedro = scene.agent("pedro")
    assert scene.handoff(call).agent == pedro.id
    assert scene.handoff(second).state is State.WAITING


def test_the_agents_line_breaks_while_the_caller_types(scene: Scene) -> None:
    """The caller goes on alone; nobody else can be in the room."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.at_keypad(laura, call)
    scene.switchboard.hang_up(handoff.agent_leg)
    scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    assert scene.again(handoff).outcome == Outcome.AGENT_LOST
    assert call not in scene.switchboard.redirected
    assert isinstance(scene.types(call, "123456").then, End)


def test_not_confirmed(scene: Scene) -> None:
    """An agent who cannot confirm the caller ends it; the caller hears so, and the agent is free."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.talking(laura, call)
    scene.desk.not_confirmed(laura, handoff.id)
    assert said(scene.follow(call)) == ("NotConfirmed",)
    assert scene.desk.view(laura).state == "available"
    assert ("not_confirmed", handoff.id, "laura") in scene.records.notes


def test_finish(scene: Scene) -> None:
    """An agent who helped without the keypad ends it, and the caller goes on in the script."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.talking(laura, call)
    scene.desk.finish(laura, handoff.id)
    assert said(scene.follow(call)) == ("AgentFinished",)
    assert scene.switchboard.calls[handoff.agent_leg] == "completed"


def test_the_caller_hangs_up_at_any_point(scene: Scene) -> None:
    """In the queue, while the agent is called, in the room and at the keypad: the agent is free at once."""
    laura = scene.agent("laura")
    waiting = scene.caller()
    handoff = scene.handoff(waiting)
    scene.callers.ended("serfinansa", waiting)
    assert scene.again(handoff).outcome == Outcome.HUNG_UP
    called = scene.caller()
    scene.desk.accept(laura, scene.handoff(called).id)
    scene.callers.ended("serfinansa", called)
    talked = scene.caller()
    handoff = scene.talking(laura, talked)
    scene.event(handoff, "leave", talked, HUNG_UP)
    assert scene.again(handoff).outcome == Outcome.HUNG_UP
    typed = scene.caller()
    handoff = scene.at_keypad(laura, typed)
    scene.callers.ended("serfinansa", typed)
    assert scene.desk.view(laura).state == "available"
    assert all(status == "completed" for call, status in scene.switchboard.calls.items() if call == handoff.agent_leg)
    assert scene.floor.live("serfinansa") == ()


def test_the_star_gives_the_place_up(scene: Scene) -> None:
    """A caller who steps out of the queue is offered to nobody."""
    scene.agent("laura", available=False)
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.callers.left(handoff.id)
    pedro = scene.agent("pedro")
    assert scene.desk.view(pedro).offer is None
    assert scene.again(handoff).outcome == Outcome.LEFT


def test_leaving_the_room_for_the_keypad_is_no_hanging_up(scene: Scene) -> None:
    """Being led away by us ends nothing."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.talking(laura, call)
    scene.event(handoff, "leave", call, LED_AWAY)
    assert scene.again(handoff).state is State.TALKING
