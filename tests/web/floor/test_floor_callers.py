"""What a supervisor does to callers who wait and to those who call: places, closed queues, announcements."""

import pytest

from ivr.agents.handoff import State
from ivr.errors import QueueClosed
from tests.web.office import BERTA, LAURA, Office
from tests.web.shift import Shift


@pytest.fixture
def shift(office: Office) -> Shift:
    """Give a shift that has begun."""
    return Shift(office, office.at_desk(BERTA))


def test_a_caller_is_put_first(shift: Shift) -> None:
    """Whoever is put first stands before all who came earlier."""
    first, second = shift.waiting(), shift.waiting()
    shift.does(f"handoffs/{second.id}/front")
    assert [caller["handoff"] for caller in shift.view()["waiting"]] == [second.id, first.id]
    kind, who, _, detail = shift.deed()
    assert (kind, who, detail["handoff"]) == ("call_prioritised", "serfinansa.berta", second.id)


def test_a_caller_waits_elsewhere_at_the_place_of_their_time(shift: Shift) -> None:
    """In another queue a caller stands where their waiting puts them, and is offered from there."""
    office, scene = shift.office, shift.office.scene
    moved = shift.waiting()
    office.clock.advance(10)
    scene.desk.heartbeat(office.identity(LAURA))
    other = office.scene.caller()
    office.scene.handoffs.request(office.scene.effect("CA9", "CA9:1"), "general", None, 0)
    shift.does(f"handoffs/{moved.id}/move", queue="general")
    queues = [(caller["queue"], caller["handoff"]) for caller in shift.view()["waiting"]]
    assert queues[0] == ("claves", scene.handoff(other).id)
    assert queues[1] == ("general", moved.id)
    assert shift.again(moved).queue == "general"
    assert shift.deed()[3]["to"] == "general"


def test_who_does_not_wait_is_not_moved(shift: Shift) -> None:
    """A caller who talks is nobody's to place; a queue that does not exist takes nobody."""
    scene = shift.office.scene
    handoff = scene.talking(shift.seat(LAURA), scene.caller())
    assert shift.refused(f"handoffs/{handoff.id}/front") == (409, "not_waiting")
    assert shift.refused(f"handoffs/{shift.waiting().id}/move", queue="nowhere") == (404, "unknown_queue")


def test_a_closed_queue_takes_nobody_new(shift: Shift) -> None:
    """Whoever calls now hears that it is closed; whoever waits, and whoever comes back to the front, is served."""
    office, scene = shift.office, shift.office.scene
    before = shift.waiting()
    assert shift.does("queues/claves/close", why="simulacro", minutes="15").status_code == 200
    with pytest.raises(QueueClosed, match="closed"):
        scene.handoffs.request(scene.effect("CA8", "CA8:1"), "claves", None, 0)
    scene.handoffs.request(scene.effect("CA7", "CA7:1"), "claves", None, 1)
    scene.handoffs.request(scene.effect("CA6", "CA6:1"), "general", None, 0)
    assert shift.again(before).state is State.WAITING
    closed = shift.queue()["closed"]
    assert (closed["by"], closed["why"]) == (BERTA.name, "simulacro")
    assert shift.deed()[3] == {"queue": "claves", "why": "simulacro", "minutes": 15}
    office.clock.advance(15 * 60)
    scene.desk.heartbeat(office.identity(LAURA))
    scene.handoffs.request(scene.effect("CA5", "CA5:1"), "claves", None, 0)


def test_a_queue_is_opened_again(shift: Shift) -> None:
    """Without a time it stays closed until somebody opens it."""
    scene = shift.office.scene
    scene.desk.heartbeat(shift.office.identity(LAURA))
    shift.does("queues/claves/close")
    assert shift.queue()["closed"]["until"] is None
    shift.does("queues/claves/open")
    assert (shift.queue()["closed"], shift.deed()[0]) == (None, "queue_opened")
    scene.handoffs.request(scene.effect("CA8", "CA8:1"), "claves", None, 0)


def test_an_announcement_is_what_callers_are_given(shift: Shift) -> None:
    """A sentence of the list or a text of one's own, until its time is over or somebody takes it back."""
    office, effect = shift.office, shift.office.scene.effect("CA8", "CA8:1")
    shift.does("announcement", prompt="announcement_system_down", minutes="30")
    assert office.notices.current(effect) == "announcement_system_down"
    assert shift.view()["announcement"]["text"] == "Tenemos una falla."
    office.clock.advance(30 * 60)
    office.clock.advance(-15 * 60)
    berta = Shift(office, office.at_desk(BERTA))
    office.clock.advance(15 * 60)
    assert office.notices.current(effect) == ""
    berta = Shift(office, office.at_desk(BERTA))
    berta.does("announcement", prompt="announcement_free", text="Hoy atendemos: hasta las cuatro.")
    assert office.notices.current(effect) == "announcement_free:Hoy atendemos: hasta las cuatro."
    assert (berta.deed()[0], berta.deed()[3]["text"]) == ("announced", "Hoy atendemos: hasta las cuatro.")
    berta.does("announcement/withdraw")
    assert (office.notices.current(effect), berta.view()["announcement"]) == ("", None)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"prompt": "welcome"}, "unknown_announcement"),
        ({"prompt": "announcement_free"}, "malformed"),
        ({"prompt": "announcement_system_down", "text": "algo más"}, "malformed"),
        ({"prompt": "announcement_free", "text": "x" * 301}, "malformed"),
        ({"prompt": "announcement_free", "text": "uno\ndos"}, "malformed"),
        ({"prompt": "announcement_system_down", "minutes": "-1"}, "malformed"),
        ({"prompt": "announcement_system_down", "minutes": "1441"}, "malformed"),
    ],
)
def test_what_cannot_be_said_is_refused(shift: Shift, body: dict[str, str], code: str) -> None:
    """Only announcements of the list, and a text only where it belongs."""
    assert shift.refused("announcement", **body) == (400, code)


def test_an_announcement_of_another_release_is_not_said(shift: Shift) -> None:
    """A prompt that is not on the list any more leaves no caller without a sentence that can be spoken."""
    shift.does("announcement", prompt="announcement_system_down")
    office = shift.office
    office.notices._known = {"serfinansa": frozenset()}
    assert office.notices.current(office.scene.effect("CA8", "CA8:1")) == ""
