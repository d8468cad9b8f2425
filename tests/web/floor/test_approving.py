"""The second yes on the pages: the floor shows who asks for what, masked, and its buttons answer."""

from dataclasses import replace

import pytest

from ivr.agents.handoff import Handoff
from ivr.institutions import Institution
from tests.agents.scene import CUSTOMER
from tests.web.office import BERTA, LAURA, Office
from tests.web.shift import LAURAS, Shift


@pytest.fixture
def institution(institution: Institution) -> Institution:
    """Give an institution that wants two people for a change of contact."""
    return replace(institution, contact_change_approval=True)


@pytest.fixture
def shift(office: Office) -> Shift:
    """Give a shift that has begun."""
    return Shift(office, office.at_desk(BERTA))


def asked(shift: Shift) -> Handoff:
    """Have an agent ask for another mobile."""
    scene, laura = shift.office.scene, shift.seat(LAURA)
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    scene.desk.change_mobile(laura, handoff.id, "300 123 4567")
    return handoff


def test_the_floor_shows_what_waits(shift: Shift) -> None:
    """Who asks, for whom, from which number to which, and what was proven: nothing in full."""
    assert shift.view()["approvals"] == []
    handoff = asked(shift)
    (shown,) = shift.view()["approvals"]
    assert (shown["handoff"], shown["agent"], shown["agent_name"]) == (handoff.id, LAURAS, LAURA.name)
    assert (shown["old"], shown["new"], shown["customer"]) == ("•••• 0001", "•••• 4567", "A*** R***")
    assert (shown["matched"], shown["document"], shown["by"]) == (5, CUSTOMER.masked, "")
    assert "1234567" not in shift.berta.get("/floor/view").text


def test_a_yes_is_answered_with_what_stands_then(shift: Shift) -> None:
    """The number is registered, the audit says who approved what for whom, and nothing waits any more."""
    handoff = asked(shift)
    change = shift.view()["approvals"][0]["change"]
    answer = shift.does(f"handoffs/{handoff.id}/approve", change=change)
    assert (answer.status_code, answer.json["approvals"]) == (200, [])
    assert shift.office.scene.bank.mobiles == {CUSTOMER.reference: "+573001234567"}
    kind, who, agent, detail = shift.deed()
    assert (kind, who, agent) == ("contact_change_approved", "serfinansa.berta", LAURAS)
    assert (detail["old"], detail["new"], detail["handoff"]) == ("•••• 0001", "•••• 4567", handoff.id)
    assert shift.refused(f"handoffs/{handoff.id}/approve", change=change) == (409, "change_over")


def test_a_no_needs_a_reason(shift: Shift) -> None:
    """Without one nothing is answered; with one the agent's page has it."""
    handoff = asked(shift)
    change, path = shift.view()["approvals"][0]["change"], f"handoffs/{handoff.id}/refuse"
    assert shift.refused(path, change=change) == (400, "malformed")
    assert shift.refused(path, change=change, why="x" * 121) == (400, "malformed")
    assert shift.refused(path, change=change, why="clave 1234") == (400, "digits_in_note")
    assert shift.refused(path, change="another", why="no") == (409, "change_over")
    assert shift.does(path, change=change, why="no parece el titular").json["approvals"] == []
    assert shift.deed()[3]["why"] == "no parece el titular"
    assert shift.office.scene.bank.mobiles == {}
    view = shift.office.scene.desk.view(shift.office.identity(LAURA)).call
    assert view is not None
    assert view.change is not None
    assert (view.change.by, view.change.why) == (BERTA.name, "no parece el titular")


def test_the_agent_takes_it_back(office: Office) -> None:
    """From the desk, and only what waits."""
    laura = office.at_desk(LAURA)
    shift = Shift(office, office.at_desk(BERTA))
    path = f"/desk/handoffs/{asked(shift).id}/withdraw-change"
    view = laura.post(path).json
    assert (view["call"]["change"]["state"], shift.view()["approvals"]) == ("withdrawn", [])
    assert laura.post(path).json["code"] == "change_over"
