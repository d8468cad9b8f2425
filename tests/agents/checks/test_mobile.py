"""A registered mobile that is out of date: the agent registers another one, and the code goes there."""

import pytest

from ivr.agents.checks.undelivered import code_key
from ivr.errors import DeskError
from tests.agents.scene import Scene


def test_a_new_mobile_needs_the_stricter_checklist(scene: Scene) -> None:
    """Five answers, not three; the number is changed, and the code goes there at once."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 4)
    with pytest.raises(DeskError, match="checks_missing"):
        scene.desk.change_mobile(laura, handoff.id, "300 123 4567")
    assert scene.bank.mobiles == {}
    scene.checked(laura, handoff, 5)
    assert scene.desk.change_mobile(laura, handoff.id, "300 123 4567") == "•••• 4567"
    assert scene.bank.mobiles == {"reference-1": "+573001234567"}
    assert len(scene.codes.sent) == 1
    scene.desk.to_keypad(laura, handoff.id)


@pytest.mark.parametrize("number", ["6015140000", "+14155552671", "12", "", "+5730012345678", "abc", "+34612345678"])
def test_only_colombian_mobiles(scene: Scene, number: str) -> None:
    """A landline, a foreign number and nonsense are refused."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    with pytest.raises(DeskError, match="bad_number"):
        scene.desk.change_mobile(laura, handoff.id, number)


def test_each_change_of_the_mobile_is_made(scene: Scene) -> None:
    """Another number, and the first one again, are changes of their own; each gets its code, and the page shows it."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    for number in ("3001230001", "3001230002", "3001230001"):
        assert scene.desk.change_mobile(laura, handoff.id, number) == f"•••• {number[-4:]}"
        assert scene.bank.mobiles == {"reference-1": f"+57{number}"}
    assert len(set(scene.codes.sent)) == len(scene.bank.changes) == 3


def test_each_change_is_made_also_while_no_code_goes_out(scene: Scene) -> None:
    """A number typed wrong is corrected, and the first one comes back, though not one code was sent between."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    scene.codes.limit = 0
    for number in ("3001230001", "3001230002", "3001230001"):
        with pytest.raises(DeskError):
            scene.desk.change_mobile(laura, handoff.id, number)
        assert scene.bank.mobiles == {"reference-1": f"+57{number}"}
        assert scene.again(handoff).mobile == f"•••• {number[-4:]}"


def test_a_code_that_went_to_the_old_number_is_not_the_new_ones(scene: Scene) -> None:
    """The machine died after a code was sent and before that was noted: the new mobile gets a code of its own."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    scene.codes.send_for(handoff, laura.id, code_key(handoff, 1))
    assert scene.desk.change_mobile(laura, handoff.id, "3001230001") == "•••• 0001"
    assert list(scene.codes.sent.values())[1:] == ["•••• 0001"]


def test_a_number_that_is_registered_is_shown_though_its_code_waits(scene: Scene) -> None:
    """The change stands when the limit of codes is reached or their part is down; the agent is told both."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    scene.codes.limit = 0
    with pytest.raises(DeskError) as refused:
        scene.desk.change_mobile(laura, handoff.id, "3001230001")
    assert refused.value.code == "changed_codes_ten_minutes"
    assert (scene.again(handoff).mobile, scene.again(handoff).codes) == ("•••• 0001", 0)
    scene.codes.limit = 1
    assert scene.desk.send_code(laura, handoff.id) == "•••• 0001"
