"""Who is offered to whom, and what becomes of an offer that nobody takes."""

import threading

import pytest

from ivr.agents.agent import AgentIdentity, AgentState
from ivr.agents.floor import Move
from ivr.agents.handoff import LIVE, State
from ivr.errors import ConflictError, DeskError
from tests.agents.scene import Scene


def test_the_front_caller_to_the_agent_idle_longest(scene: Scene) -> None:
    """The caller who waits longest is offered to the agent who has been idle longest."""
    scene.agent("laura", available=False)
    first = scene.caller()
    scene.clock.advance(1)
    second = scene.caller()
    scene.agent("pedro")
    scene.clock.advance(1)
    scene.agent("laura")
    assert scene.handoff(first).agent == "pedro"
    assert scene.handoff(second).agent == "laura"


def test_two_agents_accept_at_once(scene: Scene) -> None:
    """One offer, one agent: of many who reach for it only the one to whom it was made gets it, once."""
    laura, pedro = scene.agent("laura"), scene.agent("pedro", available=False)
    handoff = scene.handoff(scene.caller())
    results: list[str] = []

    def accept(agent: AgentIdentity) -> None:
        """Reach for the offer."""
        try:
            scene.desk.accept(agent, handoff.id)
            results.append(agent.id)
        except DeskError as error:
            results.append(error.code)

    threads = [threading.Thread(target=accept, args=(agent,)) for agent in (laura, pedro) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("laura") == 1
    assert results.count("pedro") == 0
    assert results.count("not_yours") == 4
    assert len([command for command in scene.switchboard.commands if command.name == "dial"]) == 1


def test_an_offer_runs_out(scene: Scene) -> None:
    """The caller returns to the front; who missed the offer is offline, and the next one is offered the caller."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.clock.advance(1)
    later = scene.caller()
    for _ in range(scene.institution.queues["claves"].offer_seconds):
        scene.clock.advance(1)
        scene.desk.heartbeat(laura)
    with pytest.raises(DeskError, match="too_late"):
        scene.desk.accept(laura, handoff.id)
    scene.reconciler.tend()
    assert scene.handoff(call).front
    view = scene.desk.view(laura)
    assert (view.state, view.pause.missed) == (AgentState.OFFLINE, True)
    scene.agent("pedro")
    assert scene.handoff(call).agent == "pedro"
    assert scene.handoff(later).state is State.WAITING


def test_an_offer_holds_until_its_last_millisecond(scene: Scene) -> None:
    """The lease is a stored instant: one millisecond before it the offer stands."""
    laura = scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    assert handoff.lease is not None
    scene.clock.instant = handoff.lease
    scene.clock.advance(-0.001)
    scene.reconciler.tend()
    scene.desk.accept(laura, handoff.id)


def test_declined(scene: Scene) -> None:
    """Who declines is not offered the same caller again at once, but another one; the caller keeps the front."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.clock.advance(1)
    other = scene.caller()
    scene.desk.decline(laura, handoff.id)
    assert scene.handoff(other).agent == "laura"
    assert scene.handoff(call).state is State.WAITING
    scene.agent("pedro")
    assert scene.handoff(call).agent == "pedro"


def test_who_declined_is_asked_again_after_a_while(scene: Scene) -> None:
    """A caller whom the only agent declined is not forgotten."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.desk.decline(laura, scene.handoff(call).id)
    scene.clock.advance(15)
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    assert scene.handoff(call).agent == "laura"


def test_the_page_vanishes(scene: Scene) -> None:
    """An agent whose page is silent for more than 20 seconds loses the offer and is offline."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.clock.advance(10)
    scene.desk.decline(laura, scene.handoff(call).id)
    scene.clock.advance(10)
    scene.reconciler.tend()
    assert scene.desk.view(laura).state != AgentState.OFFLINE
    scene.clock.advance(0.001)
    scene.reconciler.tend()
    assert scene.desk.view(laura).state == AgentState.OFFLINE
    assert scene.handoff(call).state is State.WAITING


def test_unavailable_gives_an_offer_back(scene: Scene) -> None:
    """An agent who goes for a break gives the offered caller back to the front."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.desk.unavailable(laura)
    assert scene.handoff(call).state is State.WAITING
    assert scene.handoff(call).front
    assert scene.desk.view(laura).offer is None
    scene.clock.advance(60)
    assert scene.floor.expired("serfinansa", scene.clock.now()) == ()


def test_who_comes_back_comes_before_all_others(scene: Scene) -> None:
    """A caller whose offer was given back is before callers who have waited for longer."""
    scene.agent("laura", available=False)
    scene.caller()
    scene.clock.advance(1)
    urgent = scene.handoffs.request(scene.effect("CA" + "a" * 32, "1"), "general", None, 1)
    laura = scene.agent("laura")
    scene.desk.unavailable(laura)
    pedro = scene.agent("pedro")
    offer = scene.desk.view(pedro).offer
    assert offer is not None
    assert offer.handoff == urgent


def test_nobody_moves_the_handoff_of_another(scene: Scene) -> None:
    """A change that was meant for one agent's handoff is not made to another's, even if it is in the right state."""
    scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    with pytest.raises(ConflictError):
        scene.centre.move(Move(handoff.id, LIVE, "declined", State.WAITING, "pedro"))
    assert scene.again(handoff) == handoff


def test_unavailable_during_a_call(scene: Scene) -> None:
    """An agent who wants a break finishes the call first."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.desk.unavailable(laura)
    assert scene.desk.view(laura).leaving
    scene.desk.finish(laura, handoff.id)
    assert scene.desk.view(laura).state == "offline"


def test_the_agents_telephone_does_not_answer(scene: Scene) -> None:
    """The caller keeps the front, and the agent whose telephone fails is not offered anybody."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.desk.accept(laura, handoff.id)
    token = scene.agent_token(handoff)
    scene.rooms.agent_leg_ended(handoff.id, scene.again(handoff).agent_leg, token)
    assert scene.handoff(call).front
    assert scene.desk.view(laura).state == "offline"


def test_a_leg_of_an_earlier_offer_is_hung_up(scene: Scene) -> None:
    """An agent's telephone that answers after the offer has passed on does not come into the room."""
    laura = scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    scene.desk.accept(laura, handoff.id)
    token, leg = scene.agent_token(handoff), scene.again(handoff).agent_leg
    scene.rooms.agent_leg_ended(handoff.id, leg, token)
    pedro = scene.agent("pedro")
    scene.desk.accept(pedro, handoff.id)
    assert not scene.rooms.agent_answered(handoff.id, leg, token)
    scene.rooms.agent_leg_ended(handoff.id, leg, token)
    assert scene.again(handoff).agent == "pedro"


def test_dialling_fails(scene: Scene) -> None:
    """When the network does not take the command, the caller returns to the front and the agent hears why."""
    laura = scene.agent("laura")
    call = scene.caller()
    scene.records.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.accept(laura, scene.handoff(call).id)
    assert scene.handoff(call).state is State.WAITING
    assert not [command for command in scene.switchboard.commands if command.name == "dial"]
