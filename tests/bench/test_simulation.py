"""The distributor against mathematics: nobody is served out of turn, and Erlang's formulas describe what it does."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from redis import Redis

from bench.simulated_calls import Chance, IdealFloor, SimulatedCall, SimulatedQueue, by_chance, ideal_waits
from bench.simulated_case import HANDLING, PATIENCE, Case, Result, Values, endless, play
from bench.simulated_classes import ClassResult, PriorityCase, SkillCase, endless_classes, play_classes
from bench.simulated_classes_plot import classes_picture
from bench.simulated_floor import FloorPlan, SimulatedFloor
from bench.simulated_plot import picture
from bench.simulated_rows import is_between
from bench.simulation import Results, page
from ivr.institutions import Institution

LIKE_THE_FORMULA, WAIT_SHARE = 0.01, 0.05  # of 300,000 ideal calls: a point of a share, a twentieth of a wait
LEVEL_POINTS, LOST_POINTS = 0.12, 0.08  # of 250 calls through the distributor: what so few may be off by chance
CALLS = 250
AGENTS = 4


def test_an_ideal_queue_by_hand() -> None:
    """One agent: the second caller waits for the first, the third gives up meanwhile and keeps nobody."""
    calls = (
        SimulatedCall(arrives=0, patience=99_000, handling=10_000),
        SimulatedCall(arrives=4_000, patience=99_000, handling=5_000),
        SimulatedCall(arrives=5_000, patience=2_000, handling=9_000),
        SimulatedCall(arrives=14_000, patience=99_000, handling=1_000),
    )
    assert ideal_waits(calls, 1) == [0, 6_000, 2_000, 1_000]
    assert ideal_waits(calls, 2) == [0, 0, 2_000, 0]


@pytest.mark.parametrize("case", [Case(AGENTS, 0.7, gives_up=False), Case(AGENTS, 1.1, gives_up=True)])
def test_the_ideal_queue_does_what_erlang_says(case: Case) -> None:
    """What the distributor is held against agrees itself with the formulas, when chance hardly counts."""
    found, expected = endless(case, seed=5), case.expected
    assert found.speed_of_answer == pytest.approx(expected.speed_of_answer, rel=WAIT_SHARE)
    assert found.service_level == pytest.approx(expected.service_level, abs=LIKE_THE_FORMULA)
    assert found.abandonment == pytest.approx(expected.abandonment, abs=LIKE_THE_FORMULA)


@pytest.mark.parametrize("case", [Case(AGENTS, 0.7, gives_up=False), Case(AGENTS, 1.1, gives_up=True)])
def test_the_distributor_is_exact_and_as_the_formula_says(redis: "Redis", institution: Institution, case: Case) -> None:
    """Each caller waits as long as in an ideal queue, to the millisecond; the figures are near Erlang's."""
    result = play(redis, institution, case, CALLS, seed=11)
    assert result.apart == 0
    assert result.found.service_level == pytest.approx(case.expected.service_level, abs=LEVEL_POINTS)
    assert result.found.abandonment == pytest.approx(case.expected.abandonment, abs=LOST_POINTS)


def test_the_facts_tell_who_gave_up_and_who_was_answered(redis: "Redis", institution: Institution) -> None:
    """The service's own facts say the same as the ideal queue: outcome and agent of every single caller."""
    made = by_chance(60, Chance(0.02, HANDLING, PATIENCE), seed=2)
    facts = SimulatedFloor(redis, replace(institution, id="few"), FloorPlan(("", ""))).play(made)
    gave_up = [wait == call.patience for wait, call in zip(ideal_waits(made, 2), made, strict=True)]
    assert [fact.outcome == "hung_up" for fact in facts] == gave_up
    assert [fact.agent == "" for fact in facts] == gave_up
    assert 0 < sum(gave_up) < len(made)


def test_an_agent_in_wrap_up_takes_no_call(redis: "Redis", institution: Institution) -> None:
    """Waits are those of a queue in which agents are busy until their wrap-up ends, and all of it is counted."""
    made = by_chance(60, Chance(0.02, HANDLING, PATIENCE, wrap_up=0.4), seed=2)
    plan = FloorPlan(("", ""), wraps_up=True)
    facts = SimulatedFloor(redis, replace(institution, id="wrapping"), plan).play(made)
    assert [fact.waited for fact in facts] == ideal_waits(made, 2)
    wrapped = [(fact.handling, fact.wrapping) for fact in facts if fact.answered]
    assert wrapped == [(call.handling, call.wrap_up) for call, fact in zip(made, facts, strict=True) if fact.answered]


def test_an_ideal_floor_by_hand() -> None:
    """A keys agent and a cards agent: the second caller for keys gets the other agent, once anybody will do."""
    queues = SimulatedQueue(skill="keys", widens=5), SimulatedQueue(skill="cards", widens=5)
    calls = tuple(
        SimulatedCall(arrives, 10**12, 60_000, queue=queue) for arrives, queue in ((0, 0), (1000, 0), (9000, 1))
    )
    assert IdealFloor(calls, queues, ("keys", "cards")).waits() == [0, 5_000, 51_000]
    urgent = SimulatedQueue(), SimulatedQueue(priority=1)
    assert IdealFloor(calls, urgent, ("",)).waits() == [0, 119_000, 51_000]


def test_the_ideal_floor_waits_as_the_priority_formula_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cobham's formula, at a few agents: who is urgent hardly waits, and nobody waits less in all."""
    monkeypatch.setattr("bench.simulated_classes.MANY", 60_000)
    case = PriorityCase(AGENTS, 0.7, urgent=0.3)
    found = [values.speed_of_answer for values in endless_classes(case, seed=5)]
    everybody = Case(AGENTS, 0.7, gives_up=False).expected.speed_of_answer
    assert found == pytest.approx((everybody, *case.expected), rel=WAIT_SHARE)


@pytest.mark.parametrize("case", [PriorityCase(AGENTS, 0.8, urgent=0.3), SkillCase(AGENTS, 0.8, widens=30)])
def test_priorities_and_skills_are_exact(
    redis: "Redis", institution: Institution, case: PriorityCase | SkillCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each caller waits as long as on an ideal floor, to the millisecond, whoever goes first or whatever they want."""
    monkeypatch.setattr("bench.simulated_classes.MANY", 2000)
    result = play_classes(redis, institution, case, 200, seed=11)
    assert result.apart == 0
    assert result.found[0].speed_of_answer > 0


def test_a_case_outside_of_its_bounds_is_seen() -> None:
    """Between means between: a wait shorter than with everything shared is a mistake of somebody's."""
    case, exactly = SkillCase(10, 0.8, 60), Values(0, 0, 0)
    assert is_between(case, Values(50, 0.6, 0), exactly)
    assert not is_between(case, Values(30, 0.6, 0), exactly)
    assert not is_between(case, Values(50, 0.4, 0), exactly)


def test_page_and_pictures_show_every_case() -> None:
    """The page has a row for each case and counts what is off; the picture has a point in each panel."""
    found = Values(12.0, 0.8, 0.1)
    near = Result(Case(10, 1.0, gives_up=True), 1000, found, Values(9.0, 1.0, 1.0), 0, found)
    far = Result(Case(10, 0.8, gives_up=False), 1000, found, Values(0.1, 0.001, 0.0), 3, found)
    three = (found,) * 3
    classes = ClassResult(500, three, (Values(9.0, 0.1, 0.0),) * 3, three, 0)
    results = Results([near, far], [(PriorityCase(10, 0.8, 0.3), classes)], [(SkillCase(10, 0.8, 60), classes)])
    told = page(results, (4.6, 7.2))
    assert "3,000 calls" in told
    assert "took 5." in told
    assert "| 10 | 100 % | - | Erlang A | 14.6 | 12.0 | 12.0 ± 9.0 | 68.4 | 80.0 | 80.0 ± 100.0 | 13.7 | 10.0 |" in told
    assert "A caller was 3 ms off." in told
    assert "Of 5 figures, 2 lie" in told
    assert far.away > near.away == 0
    assert "| 10 | 80 % | 30 % | urgent | 9.7 | 12.0 | 12.0 ± 9.0 | 0 |" in told
    assert "Of 3 mean waits, 1 lie within" in told
    assert "| 5 + 5 | 80 % | 60 s | 36.8 | 12.0 | 12.0 ± 9.0 | 99.7 | 67.2 | 80.0 | 80.0 ± 10.0 | 50.4 | 0 |" in told
    assert "0 of 1 cases lie between their bounds" in told
    drawn = ET.fromstring(picture([near, far]))  # noqa: S314 - our own picture
    names = [element.tag.rpartition("}")[2] for element in drawn.iter()]
    assert names.count("circle") == 3 + 1  # a panel each, and the legend
    assert names.count("polyline") == 6
    drawn = ET.fromstring(classes_picture(results.priorities, results.skills))  # noqa: S314 - our own picture
    names = [element.tag.rpartition("}")[2] for element in drawn.iter()]
    assert (names.count("circle"), names.count("polyline")) == (2 + 2, 4)
