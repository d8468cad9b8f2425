"""The distributor against mathematics: nobody is served out of turn, and Erlang's formulas describe what it does."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from redis import Redis

from bench.simulated_case import HANDLING, PATIENCE, Case, Result, Values, endless, play
from bench.simulated_floor import SimulatedCall, SimulatedFloor, by_chance, ideal_waits
from bench.simulated_plot import picture
from bench.simulation import page
from ivr.institutions import Institution

LIKE_THE_FORMULA, WAIT_SHARE = 0.01, 0.05  # of 300,000 ideal calls: a point of a share, a twentieth of a wait
LEVEL_POINTS, LOST_POINTS = 0.12, 0.08  # of 400 calls through the distributor: what so few may be off by chance
CALLS = 400
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
    made = by_chance(60, arrivals=0.02, handling=HANDLING, patience=PATIENCE, seed=2)
    facts = SimulatedFloor(redis, replace(institution, id="few"), 2).play(made)
    gave_up = [wait == call.patience for wait, call in zip(ideal_waits(made, 2), made, strict=True)]
    assert [fact.outcome == "hung_up" for fact in facts] == gave_up
    assert [fact.agent == "" for fact in facts] == gave_up
    assert 0 < sum(gave_up) < len(made)


def test_page_and_picture_show_every_case() -> None:
    """The page has a row for each case and counts what is off; the picture has a point in each panel."""
    found = Values(12.0, 0.8, 0.1)
    near = Result(Case(10, 1.0, gives_up=True), 1000, found, Values(9.0, 1.0, 1.0), 0, found)
    far = Result(Case(10, 0.8, gives_up=False), 1000, found, Values(0.1, 0.001, 0.0), 3, found)
    told = page([near, far])
    assert "2,000 calls" in told
    row = (
        "| 10 | 100 % | Erlang A | 14.6 | 12.0 | 12.0 ± 9.0 | 68.4 | 80.0 | 80.0 ± 100.0 | 13.7 | 10.0 | 10.0 ± 100.0 |"
    )
    assert row in told
    assert "A caller was 3 ms off. Of 5 figures," in told
    assert far.away > near.away == 0
    drawn = ET.fromstring(picture([near, far]))  # noqa: S314 - our own picture
    names = [element.tag.rpartition("}")[2] for element in drawn.iter()]
    assert names.count("circle") == 3 + 1  # a panel each, and the legend
    assert names.count("polyline") == 6
