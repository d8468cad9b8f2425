"""A caller without a document says who they are to the agent; a code is only for who chose a procedure."""

from dataclasses import replace

import pytest

from ivr.agents.agent import AgentIdentity
from ivr.agents.checks.naming import Naming
from ivr.agents.handoff import Handoff
from ivr.errors import DeskError, Unavailable
from ivr.values import AgentOnCall, Customer
from tests.agents.scene import Scene


@pytest.fixture
def laura(scene: Scene) -> AgentIdentity:
    """Give an agent who takes calls."""
    return scene.agent("laura")


@pytest.fixture
def handoff(scene: Scene, laura: AgentIdentity) -> Handoff:
    """Give the call of somebody who only asked for an agent."""
    call = scene.switchboard.place_call()
    effect = replace(scene.effect(call, f"{call}:1"), procedure="help_from_agent")
    scene.handoffs.request(effect, "general", None, 0)
    found = scene.handoff(call)
    scene.desk.accept(laura, found.id)
    scene.agent_enters(found)
    return scene.again(found)


def test_without_a_customer_there_is_nobody_to_check(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """The page offers to name them, and nothing else than to finish."""
    call = scene.desk.view(laura).call
    assert call is not None
    assert set(call.actions) == {"identify", "finish"}
    assert not call.chosen
    assert [document.code for document in call.documents] == ["CC", "CE", "TI", "PPT", "NIT", "PA"]
    with pytest.raises(DeskError, match="no_customer"):
        scene.desk.freeze(laura, handoff.id)


def test_a_named_customer_is_checked_and_frozen(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """The look is recorded; the checklist counts as always, and a code or a new mobile is for the menu's procedures."""
    scene.desk.identify(laura, handoff.id, "CC", "1.032.456.789")
    assert ("serfinansa", "CC", "1032456789") in {asked[1:] for asked in scene.bank.asked if asked[0] == "identify"}
    assert ("look", handoff.id, "laura") in scene.records.notes
    with pytest.raises(DeskError, match="checks_missing"):
        scene.desk.freeze(laura, handoff.id)
    scene.checked(laura, handoff, 5)
    call = scene.desk.view(laura).call
    assert call is not None
    assert (call.document, call.documents) == ("CC •••• 6789", ())
    assert set(call.actions) == {"check", "freeze", "not_confirmed", "finish"}
    with pytest.raises(DeskError, match="no_procedure"):
        scene.desk.send_code(laura, handoff.id)
    with pytest.raises(DeskError, match="no_procedure"):
        scene.desk.change_mobile(laura, handoff.id, "3001234567")
    scene.desk.freeze(laura, handoff.id)
    assert scene.bank.frozen == {"reference-of-1032456789"}


def test_a_procedure_that_was_chosen_goes_on(scene: Scene, laura: AgentIdentity) -> None:
    """Who chose a procedure and could not type a document is named; then the code and a new mobile are possible."""
    call = scene.switchboard.place_call()
    scene.handoffs.request(scene.effect(call, f"{call}:1"), "claves", None, 0)
    handoff = scene.handoff(call)
    scene.desk.accept(laura, handoff.id)
    scene.agent_enters(handoff)
    scene.desk.identify(laura, handoff.id, "PA", "C4F7LK29")
    scene.checked(laura, handoff, 5)
    view = scene.desk.view(laura).call
    assert view is not None
    assert view.chosen
    assert {"send_code", "change_mobile"} <= set(view.actions)
    scene.desk.send_code(laura, handoff.id)
    agent = AgentOnCall(handoff.id, laura.id)
    assert scene.handoffs.named(scene.effect(call, f"{call}:2"), agent) == scene.again(handoff).customer


def test_a_script_learns_whom_its_own_agent_named(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """Not before somebody was named, nor from another caller's handoff, nor through an agent who does not have it."""
    own, agent = scene.effect(handoff.call, "own"), AgentOnCall(handoff.id, laura.id)
    with pytest.raises(Unavailable):
        scene.handoffs.named(own, agent)
    scene.desk.identify(laura, handoff.id, "CC", "1032456789")
    assert scene.handoffs.named(own, agent) == Customer("reference-of-1032456789", "CC •••• 6789")
    with pytest.raises(Unavailable):
        scene.handoffs.named(scene.effect("CA of somebody else", "theirs"), agent)
    with pytest.raises(Unavailable):
        scene.handoffs.named(own, AgentOnCall(handoff.id, "pablo"))


def test_one_customer_a_call(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """Nobody looks through the files: who was named stays, also when two are named at the same time."""
    scene.desk.identify(laura, handoff.id, "CC", "1032456789")
    with pytest.raises(DeskError, match="identified"):
        scene.desk.identify(laura, handoff.id, "CC", "72184563")
    with pytest.raises(DeskError, match="identified"):
        Naming(scene.desk.checking).identify(laura, handoff, "CC", "72184563")
    assert scene.again(handoff).customer == Customer("reference-of-1032456789", "CC •••• 6789")


def test_a_typed_document_is_not_replaced(scene: Scene, laura: AgentIdentity) -> None:
    """Whoever identified on the line stays who they are."""
    talking = scene.talking(laura, scene.caller())
    with pytest.raises(DeskError, match="identified"):
        scene.desk.identify(laura, talking.id, "CC", "72184563")


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("CC", "12345"),
        ("CC", "12345678901"),
        ("CC", "10324567a9"),
        ("XX", "1032456789"),
        ("CC", "١٠٣٢٤٥٦٧٨٩"),
        ("PA", "ÁB12345"),
    ],
)
def test_what_is_no_document_is_refused(
    scene: Scene, laura: AgentIdentity, handoff: Handoff, kind: str, number: str
) -> None:
    """The bank is not even asked."""
    with pytest.raises(DeskError, match="bad_document"):
        scene.desk.identify(laura, handoff.id, kind, number)
    assert not [asked for asked in scene.bank.asked if asked[0] == "identify"]


def test_letters_are_for_documents_that_have_them(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """A passport, which no keypad can type, is said to the agent."""
    scene.desk.identify(laura, handoff.id, "PA", "c4f7lk29")
    assert ("identify", "serfinansa", "PA", "C4F7LK29") in scene.bank.asked


def test_without_the_audit_nobody_is_looked_up(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """The look cannot be recorded, so nothing is shown; afterwards it may be tried again."""
    scene.records.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.identify(laura, handoff.id, "CC", "1032456789")
    assert scene.again(handoff).customer is None
    scene.records.down = False
    scene.desk.identify(laura, handoff.id, "CC", "1032456789")
