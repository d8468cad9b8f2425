"""How far callers got, and where they gave up."""

import pytest

from ivr.institutions import Institution
from ivr.reports.facts import CallFact, DeedFact, StepFact
from ivr.reports.funnel import FunnelFigures, Milestone, Purpose, purpose
from ivr.reports.steps import StepFigures, StepKey, steps_of
from tests.reports.days import BEGIN
from tests.reports.test_figures import caller

CALL = CallFact("CA1", "restore", BEGIN, "finished")


def deed(kind: str, procedure: str = "restore") -> DeedFact:
    """Give what the audit says of the call."""
    return DeedFact("CA1", kind, procedure)


@pytest.mark.parametrize(
    ("matched", "deeds", "milestone"),
    [
        (None, (), Milestone.CAME),
        (None, ("no_place",), Milestone.IDENTIFIED),
        (0, (), Milestone.IDENTIFIED),
        (2, (), Milestone.IDENTIFIED),
        (3, (), Milestone.CHECKED),
        (3, ("code_sent",), Milestone.CODE_SENT),
        (3, ("code_sent", "code_accepted"), Milestone.CODE_RIGHT),
        (3, ("code_sent", "code_accepted", "key_replaced"), Milestone.KEY_SET),
    ],
)
def test_each_milestone_has_its_fact(
    institution: Institution, matched: int | None, deeds: tuple[str, ...], milestone: Milestone
) -> None:
    """A named customer, enough matches of the checklist (three at Serfinansa), and the audit's own words."""
    handoffs = [] if matched is None else [caller(9, answered=True)._replace(matched=matched)]
    found = purpose(institution, CALL, handoffs, [deed(kind) for kind in deeds])
    assert found is not None
    assert found.milestone is milestone


def test_who_only_wanted_an_agent_is_in_no_funnel(institution: Institution) -> None:
    """The funnel is about keys; a call that never chose a procedure is counted elsewhere."""
    call = CALL._replace(procedure="help_from_agent")
    assert purpose(institution, call, [caller(9)._replace(procedure="help_from_agent")], []) is None


def test_a_caller_who_pressed_zero_still_counts_for_what_they_came_for(institution: Institution) -> None:
    """The last script that ran is not always the purpose: the handoff before it says so."""
    call = CALL._replace(procedure="help_from_agent")
    found = purpose(institution, call, [caller(9)._replace(procedure="activate")], [])
    assert found is not None
    assert found.procedure == "activate"


def test_containment_is_a_key_set_without_an_agent(institution: Institution) -> None:
    """Whoever was answered, even once, was not served by the machine alone."""
    done = [deed("key_replaced")]
    alone, helped = (purpose(institution, CALL, some, done) for some in ([], [caller(9, answered=True)]))
    assert alone is not None
    assert helped is not None
    assert (alone.contained, helped.contained) == (True, False)
    figures = FunnelFigures.of(alone) + FunnelFigures.of(helped)
    assert figures.containment == 0.5


def test_shares_are_of_the_step_before() -> None:
    """Ten came, five were identified, one got a key."""
    figures = FunnelFigures(came=10, identified=5, checked=4, code_sent=4, code_right=2, key_set=1)
    assert figures.shares == (None, 0.5, 0.8, 1.0, 0.5, 0.5)
    assert FunnelFigures().shares == (None,) * 6


def test_drop_off_is_hang_ups_and_failures() -> None:
    """A goodbye after all is done, a wish for an agent, and going back are none."""
    kinds = {"answer": 50, "hang_up": 6, "exhausted": 4, "agent": 20, "back": 5, "goodbye": 15, "silence": 99}
    steps = steps_of(StepFact("v1", "security_code", kind, turns) for kind, turns in kinds.items())
    step = steps[StepKey("v1", "security_code")]
    assert step == StepFigures(50, 20, 5, 4, 6, 15, 99)
    assert step.drop_off == pytest.approx(10 / 100)


def test_an_unknown_end_of_a_wait_is_a_failure() -> None:
    """AgentLost, QueueClosed and whatever else ends a wait without an agent."""
    assert steps_of([StepFact("v1", "agent", "AgentLost", 2)])[StepKey("v1", "agent")].drop_off == 1


def test_a_purpose_without_an_agent_or_a_key_is_not_contained() -> None:
    """Who gave up was not served."""
    assert not Purpose("restore", Milestone.CODE_RIGHT, assisted=False).contained
