"""Supervisors in the room: heard as they mean to be, written down first, never beside a caller who types secrets."""

import pytest

from ivr.agents.room.guest import GuestKind
from ivr.errors import DeskError, SwitchboardRefused, Unavailable
from tests.agents.room.room import RoomScene
from tests.agents.scene import Scene

ACTIONS = ("listen", "whisper", "barge")


@pytest.fixture
def room(scene: Scene) -> RoomScene:
    """Give a floor with rooms."""
    return RoomScene(scene)


def test_a_listener_hears_both_and_is_heard_by_nobody(room: RoomScene) -> None:
    """Muted from the first moment, named on the agent's page, written down before the telephone rang."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    room.listening.listen(berta, handoff.id)
    assert [(deed.kind, deed.supervisor, deed.agent) for deed in room.book.deeds] == [("listen", "berta", "laura")]
    leg = room.comes(handoff, berta)
    assert room.hears(handoff, leg) == {handoff.call, handoff.agent_leg}
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}
    assert room.hears(handoff, handoff.agent_leg) == {handoff.call}
    call = room.scene.desk.view(laura).call
    assert call is not None
    assert [(guest.name, guest.kind, guest.joined) for guest in call.room.guests] == [("Berta", "listen", True)]


def test_a_whisper_is_heard_by_the_agent_alone(room: RoomScene) -> None:
    """The caller does not hear a supervisor who whispers, neither from the beginning nor after listening."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    room.listening.whisper(berta, handoff.id)
    leg = room.comes(handoff, berta)
    assert room.hears(handoff, handoff.agent_leg) == {handoff.call, leg}
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}
    room.listening.listen(berta, handoff.id)
    assert room.hears(handoff, handoff.agent_leg) == {handoff.call}
    room.listening.whisper(berta, handoff.id)
    assert room.hears(handoff, handoff.agent_leg) == {handoff.call, leg}
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}


def test_who_barges_in_is_heard_by_both(room: RoomScene) -> None:
    """Three talk; back to a whisper, the caller hears two again."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    room.listening.barge(berta, handoff.id)
    leg = room.comes(handoff, berta)
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg, leg}
    room.listening.whisper(berta, handoff.id)
    assert room.hears(handoff, handoff.call) == {handoff.agent_leg}
    assert [deed.kind for deed in room.book.deeds] == ["barge", "whisper"]


@pytest.mark.parametrize("fails", ["mute", "coach"])
def test_what_fails_half_way_is_silent(room: RoomScene, fails: str) -> None:
    """From speaking to whispering: after no fault does the caller hear what was not meant for them."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    room.listening.barge(berta, handoff.id)
    leg = room.comes(handoff, berta)
    room.scene.switchboard.fail_next(fails, Unavailable("network"))
    with pytest.raises(DeskError, match="unavailable"):
        room.listening.whisper(berta, handoff.id)
    guest = room.guest(handoff, berta)
    assert guest is not None
    heard = leg in room.hears(handoff, handoff.call)
    assert (guest.kind, heard) == ((GuestKind.BARGE, True) if fails == "mute" else (GuestKind.LISTEN, False))


def test_nobody_changes_while_their_telephone_rings(room: RoomScene) -> None:
    """Who was let in to be heard could not be silenced on the way: the change waits until they are in."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    room.listening.barge(berta, handoff.id)
    with pytest.raises(DeskError, match="still_calling"):
        room.listening.listen(berta, handoff.id)


@pytest.mark.parametrize("action", ACTIONS)
def test_what_cannot_be_written_down_is_not_done(room: RoomScene, action: str) -> None:
    """Without the audit no telephone rings and nobody is heard."""
    handoff = room.together(room.scene.agent("laura"))
    room.book.down = True
    before = len(room.scene.switchboard.commands)
    with pytest.raises(DeskError, match="unavailable"):
        getattr(room.listening, action)(room.supervisor(), handoff.id)
    assert len(room.scene.switchboard.commands) == before
    assert room.scene.again(handoff).guests == ()


@pytest.mark.parametrize("action", [*ACTIONS, "leave"])
def test_only_in_the_own_institution(room: RoomScene, action: str) -> None:
    """A supervisor of another institution learns not even that there is such a call."""
    handoff = room.together(room.scene.agent("laura"))
    for who, what in ((room.supervisor("berta", "other"), handoff.id), (room.supervisor(), "serfinansa.unknown")):
        with pytest.raises(DeskError, match="not_yours"):
            getattr(room.listening, action)(who, what)
    assert room.book.deeds == []


def test_both_are_told_where_the_institution_wants_it(room: RoomScene) -> None:
    """Agent and caller hear of the supervisor before they are heard; who cannot be announced stays outside."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    assert room.scene.institution.monitoring_announced == "everybody"
    room.listening.listen(berta, handoff.id)
    room.comes(handoff, berta)
    assert [leg for leg, _ in room.scene.switchboard.announced] == [handoff.agent_leg, handoff.call]
    room.listening.leave(berta, handoff.id)
    room.listening.listen(berta, handoff.id)
    rings = room.guest(handoff, berta)
    assert rings is not None
    room.scene.switchboard.fail_next("announce", SwitchboardRefused(20404, "gone"))
    assert room.guests.answered(handoff.id, rings.leg, room.token()) is None
    assert room.guest(handoff, berta) is None


def test_one_telephone_is_in_one_room(room: RoomScene) -> None:
    """A supervisor leaves the one room before they listen in another; leaving twice changes nothing."""
    berta = room.supervisor()
    first, second = (room.together(room.scene.agent(name)) for name in ("laura", "pedro"))
    room.listening.listen(berta, first.id)
    leg = room.comes(first, berta)
    with pytest.raises(DeskError, match="in_another_room"):
        room.listening.listen(berta, second.id)
    for _ in range(2):
        room.listening.leave(berta, first.id)
    assert room.scene.switchboard.status(leg) == "completed"
    room.listening.listen(berta, second.id)
    assert [deed.kind for deed in room.book.deeds] == ["listen", "listen", "listening_ended", "listen"]


def test_a_telephone_that_does_not_answer(room: RoomScene) -> None:
    """Busy, unanswered or never reached: the supervisor is no guest, and may try again."""
    handoff, berta = room.together(room.scene.agent("laura")), room.supervisor()
    room.listening.listen(berta, handoff.id)
    rings = room.guest(handoff, berta)
    assert rings is not None
    room.guests.leg_ended(handoff.id, rings.leg, room.token())
    assert room.guest(handoff, berta) is None
    room.scene.switchboard.fail_next("dial", Unavailable("network"))
    with pytest.raises(DeskError, match="unavailable"):
        room.listening.listen(berta, handoff.id)
    assert room.guest(handoff, berta) is None


def test_the_reconciler_finds_a_guest_who_is_gone(room: RoomScene) -> None:
    """News that got lost keep nobody in the list of a room."""
    handoff, berta = room.together(room.scene.agent("laura")), room.supervisor()
    room.listening.listen(berta, handoff.id)
    leg = room.comes(handoff, berta)
    room.scene.clock.advance(20)
    assert room.scene.reconciler.compare() == 0
    room.scene.switchboard.calls[leg] = "completed"
    assert room.scene.reconciler.compare() == 1
    assert room.guest(handoff, berta) is None


def test_the_room_ends_with_the_call(room: RoomScene) -> None:
    """When the caller hangs up, the supervisor's telephone is hung up too."""
    handoff, berta = room.together(room.scene.agent("laura")), room.supervisor()
    room.listening.listen(berta, handoff.id)
    leg = room.comes(handoff, berta)
    room.scene.callers.ended("serfinansa", handoff.call)
    assert room.scene.switchboard.status(leg) == "completed"
    with pytest.raises(DeskError, match="ended"):
        room.listening.listen(berta, handoff.id)


def test_help_comes(room: RoomScene) -> None:
    """An agent asks for help; the flag goes down when a supervisor comes in, or when the agent lowers it."""
    laura, berta = room.scene.agent("laura"), room.supervisor()
    handoff = room.together(laura)
    room.holding.ask_help(laura, handoff.id)
    asked = room.scene.again(handoff).help_since
    assert asked == room.scene.clock.now()
    room.scene.clock.advance(5)
    room.holding.ask_help(laura, handoff.id)
    assert room.scene.again(handoff).help_since == asked
    room.listening.whisper(berta, handoff.id)
    room.comes(handoff, berta)
    assert room.scene.again(handoff).help_since is None
    room.holding.ask_help(laura, handoff.id)
    room.holding.help_over(laura, handoff.id)
    assert room.scene.again(handoff).help_since is None
