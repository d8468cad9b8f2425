"""A caller goes from hand to hand: with what was proven, with all rights at once, and never into nobody's hands."""

from collections.abc import Callable

import pytest

from ivr.agents.agent import AgentIdentity, AgentState
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.room.transfer import Transfer, TransferAnswer, Way
from ivr.errors import DeskError
from tests.agents.room.room import RoomScene
from tests.agents.scene import HUNG_UP, LED_AWAY, Scene

Give = Callable[[RoomScene, AgentIdentity, Handoff, AgentIdentity], None]


@pytest.fixture
def room(scene: Scene) -> RoomScene:
    """Give a floor with rooms."""
    return RoomScene(scene)


def test_to_a_queue(room: RoomScene) -> None:
    """The caller waits before all others, hears where they stand; the first agent's part is a record of its own."""
    scene, laura = room.scene, room.scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.clock.advance(30)
    scene.desk.heartbeat(laura)
    room.transferring.to_queue(laura, handoff.id, "general")
    now = scene.again(handoff)
    assert (now.state, now.queue, now.agent, now.agent_leg, now.front) == (State.WAITING, "general", "", "", True)
    assert (now.requested, now.transferred_by, now.origin) == (scene.clock.now(), "Laura", "transferred")
    assert scene.switchboard.redirected[handoff.call].startswith(f"/voice/room/{handoff.id}?token=")
    assert scene.switchboard.status(handoff.agent_leg) == "completed"
    assert room.state_of(laura) is AgentState.AVAILABLE
    (part,) = scene.records.handoffs.values()
    assert (part.outcome, part.agent, part.call, part.queue) == (Outcome.TRANSFERRED, "laura", handoff.call, "claves")
    assert (part.answered, part.ended, set(part.checks)) == (handoff.answered, scene.clock.now(), set(now.checks))
    assert scene.records.notes[-1] == ("transferred", handoff.id, "laura")


def test_the_next_agent_sees_what_was_proven(room: RoomScene) -> None:
    """On the same line, minutes later, it is the same caller: no question again, and the code that was sent counts."""
    scene, laura = room.scene, room.scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    room.transferring.to_queue(laura, handoff.id, "claves")
    scene.switchboard.redirected.clear()
    pedro = scene.agent("pedro")
    offer = scene.desk.view(pedro).offer
    assert offer is not None
    assert (offer.handoff, offer.transferred_by) == (handoff.id, "Laura")
    scene.talking(pedro, handoff.call)
    call = scene.desk.view(pedro).call
    assert call is not None
    assert (call.matched, call.code_sent, call.room.transferred_by) == (3, 1, "Laura")
    assert scene.records.notes[-1] == ("look", handoff.id, "pedro")
    scene.desk.to_keypad(pedro, handoff.id)
    assert scene.again(handoff).state is State.CAPSULE


def test_old_proofs_are_asked_again(room: RoomScene) -> None:
    """A caller who waited long after the transfer may have passed the telephone on: the next agent asks again."""
    scene, laura = room.scene, room.scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.desk.unavailable(laura)
    room.transferring.to_queue(laura, handoff.id, "claves")
    scene.switchboard.redirected.clear()
    scene.clock.advance(601)
    pedro = scene.agent("pedro")
    scene.talking(pedro, handoff.call)
    call = scene.desk.view(pedro).call
    assert call is not None
    assert (call.matched, {check.result for check in call.checks}) == (0, {""})
    with pytest.raises(DeskError, match="checks_missing"):
        scene.desk.send_code(pedro, handoff.id)


def test_to_a_colleague(room: RoomScene) -> None:
    """The caller is offered to the one who was named; whoever does not take them gives them back to the front."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro", available=False)
    handoff = room.together(laura)
    with pytest.raises(DeskError, match="colleague_busy"):
        room.transferring.to_agent(laura, handoff.id, pedro)
    assert scene.again(handoff).agent == "laura"
    scene.desk.available(pedro)
    room.transferring.to_agent(laura, handoff.id, pedro)
    now = scene.again(handoff)
    assert (now.state, now.agent, now.attempt) == (State.OFFERED, "pedro", handoff.attempt + 1)
    scene.desk.unavailable(laura)
    scene.desk.decline(pedro, handoff.id)
    assert (scene.again(handoff).state, scene.again(handoff).front) == (State.WAITING, True)


BLIND: dict[str, Give] = {
    "queue": lambda room, laura, handoff, _: room.transferring.to_queue(laura, handoff.id, "general"),
    "agent": lambda room, laura, handoff, pedro: room.transferring.to_agent(laura, handoff.id, pedro),
}


@pytest.mark.parametrize("way", BLIND)
def test_the_rights_move_at_once(room: RoomScene, way: str) -> None:
    """From that moment the first agent may do nothing with the caller, and neither may their old telephone."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = scene.with_code(laura, scene.caller())
    token = scene.agent_token(handoff)
    BLIND[way](room, laura, handoff, pedro)
    for act in (scene.desk.send_code, scene.desk.to_keypad, scene.desk.finish, room.holding.hold):
        with pytest.raises(DeskError, match="not_yours"):
            act(laura, handoff.id)
    assert not scene.rooms.agent_answered(handoff.id, handoff.agent_leg, token)
    before = scene.again(handoff)
    scene.rooms.agent_leg_ended(handoff.id, handoff.agent_leg, token)
    scene.event(handoff, "leave", handoff.agent_leg, HUNG_UP)
    scene.event(handoff, "leave", handoff.call, LED_AWAY)
    assert scene.again(handoff) == before


NOTE = "Ya confirmó sus datos; no le llega el código."


def test_a_note_goes_along(room: RoomScene) -> None:
    """Whoever is offered the caller reads it before the voice, and during the call; the next transfer has its own."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.transferring.to_agent(laura, handoff.id, pedro, NOTE)
    scene.switchboard.redirected.clear()
    offer = scene.desk.view(pedro).offer
    assert offer is not None
    assert (offer.transferred_by, offer.transfer_note) == ("Laura", NOTE)
    scene.talking(pedro, handoff.call)
    call = scene.desk.view(pedro).call
    assert call is not None
    assert call.room.transfer_note == NOTE
    room.transferring.to_queue(pedro, handoff.id, "claves")
    assert scene.again(handoff).transfer_note == ""


@pytest.mark.parametrize(
    ("note", "code"),
    [("x" * 501, "malformed"), ("su clave es 4821", "digits_in_note"), ("4 8 2 1", "digits_in_note")],
)
def test_a_note_that_nobody_may_write_is_refused(room: RoomScene, note: str, code: str) -> None:
    """Nothing secret travels with the caller; then they stay where they are, and nothing is written down."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    before = list(scene.records.notes)
    ways: tuple[Callable[[], None], ...] = (
        lambda: room.transferring.to_queue(laura, handoff.id, "claves", note),
        lambda: room.transferring.to_agent(laura, handoff.id, pedro, note),
    )
    for way in ways:
        with pytest.raises(DeskError) as refusal:
            way()
        assert refusal.value.code == code
    assert (scene.again(handoff).agent, scene.records.notes) == ("laura", before)


@pytest.mark.parametrize("way", BLIND)
def test_twice_is_once(room: RoomScene, way: str) -> None:
    """A second press finds the caller gone, and splits nothing off again."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    BLIND[way](room, laura, handoff, pedro)
    with pytest.raises(DeskError, match="not_yours"):
        BLIND[way](room, laura, handoff, pedro)
    assert len(scene.records.handoffs) == 1


def test_what_cannot_be_written_down_is_not_done(room: RoomScene) -> None:
    """Without the audit the caller stays, nobody is asked, and nobody is handed over."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    room.consulted(laura, handoff, pedro)
    scene.records.down = True
    ways: tuple[Callable[[], None], ...] = (
        lambda: room.transferring.to_queue(laura, handoff.id, "general"),
        lambda: room.transferring.to_agent(laura, handoff.id, pedro),
        lambda: room.transferring.hand_over(laura, handoff.id),
        lambda: room.consulting.consult(laura, handoff.id, pedro),
    )
    for way in ways:
        with pytest.raises(DeskError, match="unavailable"):
            way()
    assert scene.again(handoff).agent == "laura"


def test_unknown_places(room: RoomScene) -> None:
    """A queue that is not there, oneself, and everybody of another institution are refused."""
    scene, laura = room.scene, room.scene.agent("laura")
    maria = scene.agent("maria", "other")
    handoff = room.together(laura)
    with pytest.raises(DeskError, match="unknown_queue"):
        room.transferring.to_queue(laura, handoff.id, "elsewhere")
    for colleague in (maria, laura):
        with pytest.raises(DeskError, match="unknown_colleague"):
            room.transferring.to_agent(laura, handoff.id, colleague)
        with pytest.raises(DeskError, match="unknown_colleague"):
            room.consulting.consult(laura, handoff.id, colleague)


@pytest.mark.parametrize("way", list(Way))
def test_of_two_at_once_one_wins(room: RoomScene, way: Way) -> None:
    """Decided where the caller is kept: a transfer that was planned before another one was made changes nothing."""
    scene, laura, pedro = room.scene, room.scene.agent("laura"), room.scene.agent("pedro")
    handoff = room.together(laura)
    late = Transfer(handoff.id, "laura", "Laura", "serfinansa.late", way, "general", pedro.id, 20)
    room.transferring.to_queue(laura, handoff.id, "claves")
    before = scene.again(handoff)
    assert scene.floor.transfer(late, scene.clock.now()) is TransferAnswer.STATE
    assert (scene.again(handoff), scene.floor.get("serfinansa.late")) == (before, None)
