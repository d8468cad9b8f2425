"""An agent freezes a customer who says "that was not me", and nobody else; releasing asks for more."""

import pytest

from ivr.agents.agent import AgentIdentity
from ivr.agents.handoff import Handoff
from ivr.errors import DeskError
from tests.agents.bank import ANSWERS
from tests.agents.scene import Scene

REFERENCE = "reference-1"


@pytest.fixture
def laura(scene: Scene) -> AgentIdentity:
    """Give an agent who takes calls."""
    return scene.agent("laura")


@pytest.fixture
def handoff(scene: Scene, laura: AgentIdentity) -> Handoff:
    """Give the call under way."""
    return scene.talking(laura, scene.caller())


def may(scene: Scene, agent: AgentIdentity) -> set[str]:
    """Give what the agent's page offers."""
    call = scene.desk.view(agent).call
    assert call is not None
    return set(call.actions)


def test_a_stranger_cannot_be_frozen(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """Without the checklist nobody is locked out: not with one answer too few, nor in another agent's call."""
    scene.checked(laura, handoff, 2)
    assert "freeze" not in may(scene, laura)
    with pytest.raises(DeskError, match="checks_missing"):
        scene.desk.freeze(laura, handoff.id)
    with pytest.raises(DeskError, match="not_yours"):
        scene.desk.freeze(scene.agent("pablo"), handoff.id)
    assert scene.bank.frozen == set()
    assert scene.codes.revoked == []


def test_a_checked_customer_is_frozen(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """The file is frozen, every code and proof is void, and the page offers no code, change or keypad any more."""
    scene.checked(laura, handoff)
    scene.desk.send_code(laura, handoff.id)
    scene.desk.freeze(laura, handoff.id)
    assert scene.bank.frozen == {REFERENCE}
    assert scene.codes.revoked == [f"serfinansa {REFERENCE}"]
    assert may(scene, laura) == {"check", "not_confirmed", "finish"}
    for refused in (scene.desk.send_code, scene.desk.to_keypad):
        with pytest.raises(DeskError, match="frozen"):
            refused(laura, handoff.id)


def test_the_next_agent_sees_it_before_a_code(scene: Scene, laura: AgentIdentity) -> None:
    """Whoever takes a frozen customer's call reads so at once, and cannot send a code."""
    scene.bank.frozen.add(REFERENCE)
    handoff = scene.talking(laura, scene.caller())
    assert handoff.frozen
    scene.checked(laura, handoff)
    assert "send_code" not in may(scene, laura)
    with pytest.raises(DeskError, match="frozen"):
        scene.desk.send_code(laura, handoff.id)
    assert scene.codes.sent == {}


def test_what_was_frozen_meanwhile_gets_no_code(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """A customer frozen from another desk is looked up again before a code is sent."""
    scene.checked(laura, handoff)
    scene.bank.frozen.add(REFERENCE)
    with pytest.raises(DeskError, match="frozen"):
        scene.desk.send_code(laura, handoff.id)


def test_releasing_asks_for_the_stricter_checklist(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """Three answers freeze and do not release; five do, and what was proven before stays void."""
    scene.checked(laura, handoff)
    scene.desk.freeze(laura, handoff.id)
    with pytest.raises(DeskError, match="checks_missing"):
        scene.desk.unfreeze(laura, handoff.id)
    for question in list(ANSWERS)[3:5]:
        scene.desk.check(laura, handoff.id, question, ANSWERS[question])
    assert "unfreeze" in may(scene, laura)
    scene.desk.unfreeze(laura, handoff.id)
    assert scene.bank.frozen == set()
    assert len(scene.codes.revoked) == 2
    assert {"send_code", "freeze", "change_mobile"} <= may(scene, laura)


def test_a_part_that_does_not_answer(scene: Scene, laura: AgentIdentity, handoff: Handoff) -> None:
    """The agent is told, and may press again; nothing is released whose codes may live on."""
    scene.checked(laura, handoff, 5)
    scene.codes.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.freeze(laura, handoff.id)
    assert "freeze" in may(scene, laura)
    scene.codes.down = False
    scene.desk.freeze(laura, handoff.id)
    scene.codes.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.unfreeze(laura, handoff.id)
    assert scene.bank.frozen == {REFERENCE}


def test_without_the_audit_nothing_is_ended_or_taken_back(scene: Scene, laura: AgentIdentity) -> None:
    """What cannot be written is not done: the agent reads that the system does not answer."""
    talking = scene.talking(laura, scene.caller())
    scene.records.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.not_confirmed(laura, talking.id)
    scene.records.down = False
    scene.checked(laura, talking)
    scene.desk.send_code(laura, talking.id)
    scene.desk.to_keypad(laura, talking.id)
    scene.follow(talking.call)
    scene.records.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.take_back(laura, talking.id)
    assert scene.again(talking).state == "capsule"
