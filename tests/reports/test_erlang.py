"""Erlang's formulas against published figures, closed forms, each other, and a queue played out by chance."""

from heapq import heappop, heappush
from math import exp, factorial, inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.reports.erlang import ErlangA, ErlangC, agents_needed, erlang_b, erlang_c

MINUTE = 60.0
GANS = (48 / MINUTE, MINUTE)  # arrivals and handling; agents are 50
"""The example of Gans, Koole and Mandelbaum, "Telephone call centers" (2003), section 4.2.1; patience is 2 minutes."""


def by_definition(erlangs: float, agents: int) -> float:
    """Erlang C word for word as METRICS writes it; for few agents only, because of the factorials."""
    wait = erlangs**agents / factorial(agents) * agents / (agents - erlangs)
    return wait / (sum(erlangs**k / factorial(k) for k in range(agents)) + wait)


@given(agents=st.integers(1, 100), occupancy=st.floats(0.01, 0.99))
def test_erlang_c_is_its_definition(agents: int, occupancy: float) -> None:
    """The stable recursion gives what the formula with factorials gives."""
    assert erlang_c(agents * occupancy, agents) == pytest.approx(by_definition(agents * occupancy, agents), rel=1e-9)


def test_one_agent_is_the_simplest_queue() -> None:
    """With one agent the share that waits is the load, and 1 erlang blocks half the calls."""
    assert erlang_c(0.7, 1) == pytest.approx(0.7)
    assert erlang_b(1.0, 1) == 0.5
    queue = ErlangC(0.7 / 300, 300, 1)
    assert queue.mean_wait == pytest.approx(0.7 * 300 / 0.3)
    assert queue.service_level(20) == pytest.approx(1 - 0.7 * exp(-0.3 * 20 / 300))


def test_a_published_example_without_giving_up() -> None:
    """Gans et al.: 20.8 seconds on average, occupancy 96 %."""
    queue = ErlangC(*GANS, 50)
    assert queue.mean_wait == pytest.approx(20.8, abs=0.05)
    assert queue.occupancy == pytest.approx(0.96)


def test_a_published_example_with_giving_up() -> None:
    """Gans et al.: 3.1 % give up, the average wait is 3.6 seconds, occupancy 93 %."""
    queue = ErlangA(*GANS, 2 * MINUTE, 50)
    assert queue.abandonment == pytest.approx(0.031, abs=0.0005)
    assert queue.mean_wait == pytest.approx(3.6, abs=0.15)
    assert queue.occupancy == pytest.approx(0.93, abs=0.005)


@pytest.mark.parametrize(("arrivals", "agents"), [(0.01, 4), (0.5, 160), (3.0, 950)])
def test_with_endless_patience_both_formulas_agree(arrivals: float, agents: int) -> None:
    """Erlang A with callers who never give up is Erlang C."""
    without, within = ErlangC(arrivals, 300, agents), ErlangA(arrivals, 300, 1e9, agents)
    assert within.waiting == pytest.approx(without.waiting, rel=1e-4)
    assert within.mean_wait_of_answered == pytest.approx(without.mean_wait, rel=1e-3)
    assert within.service_level(20) == pytest.approx(without.service_level(20), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(
    arrivals=st.floats(0.001, 5),
    handling=st.floats(10, 900),
    patience=st.floats(10, 900),
    agents=st.integers(0, 300),
    within=st.floats(1, 120),
)
def test_every_figure_stays_within_its_bounds(
    arrivals: float, handling: float, patience: float, agents: int, within: float
) -> None:
    """Shares lie between 0 and 1 and in their order, whatever the load: overload and no agents included."""
    queue = ErlangA(arrivals, handling, patience, agents)
    assert -1e-9 <= queue.strict_service_level(within) <= queue.service_level(within) + 1e-9 <= 1 + 1e-6
    assert queue.service_level(within) <= queue.service_level(within + 10) + 1e-6
    assert 0 <= queue.abandonment <= queue.waiting + 1e-9 <= 1 + 1e-6
    assert 0 <= queue.occupancy <= 1 + 1e-9
    assert queue.strict_service_level(within) <= 1 - queue.abandonment + 1e-6


@settings(max_examples=30, deadline=None)
@given(arrivals=st.floats(0.005, 1), agents=st.integers(1, 100))
def test_an_agent_more_never_makes_it_worse(arrivals: float, agents: int) -> None:
    """More agents, fewer who give up and more who are answered in time."""
    few, more = ErlangA(arrivals, 240, 120, agents), ErlangA(arrivals, 240, 120, agents + 1)
    assert more.abandonment <= few.abandonment
    assert more.service_level(20) >= few.service_level(20) - 1e-9


def played(arrivals: float, handling: float, patience: float, agents: int, within: float) -> tuple[float, ...]:
    """Play 200,000 calls by chance; give abandonment, default service level and the mean wait of the answered."""
    random, now, calls = Random(1917), 0.0, 200_000
    free = [0.0] * agents
    answered = in_time = gone_early = waited = 0.0
    for _ in range(calls):
        now += random.expovariate(arrivals)
        begins = max(now, heappop(free))
        wait, bears = begins - now, random.expovariate(1 / patience)
        if bears < wait:
            gone_early += bears <= within
            heappush(free, begins)
            continue
        heappush(free, begins + random.expovariate(1 / handling))
        answered, waited, in_time = answered + 1, waited + wait, in_time + (wait <= within)
    return 1 - answered / calls, in_time / (calls - gone_early), waited / answered


@pytest.mark.parametrize("agents", [22, 25, 28])
def test_a_queue_played_out_by_chance_agrees(agents: int) -> None:
    """Understaffed, balanced and well staffed: each figure of Erlang A is what a played queue shows."""
    load = {"arrivals": 0.1, "handling": 250.0, "patience": 120.0, "agents": agents}
    abandonment, level, wait = played(**load, within=20.0)  # type: ignore[arg-type]
    queue = ErlangA(**load)  # type: ignore[arg-type]
    assert queue.abandonment == pytest.approx(abandonment, abs=0.006)
    assert queue.service_level(20) == pytest.approx(level, abs=0.012)
    assert queue.mean_wait_of_answered == pytest.approx(wait, rel=0.06)


def test_the_agents_needed_are_just_enough() -> None:
    """One agent fewer misses the target; who knows that callers give up needs fewer."""
    needed = agents_needed(0.1, 250, target=0.8, within=20)
    assert ErlangC(0.1, 250, needed).service_level(20) >= 0.8 > ErlangC(0.1, 250, needed - 1).service_level(20)
    with_patience = agents_needed(0.1, 250, target=0.8, within=20, patience=120)
    assert 25 <= with_patience <= needed
    assert agents_needed(0.0, 250, target=0.8, within=20) == 0
    assert agents_needed(0.0, 250, target=0.8, within=20, patience=120) == 0


def test_agents_who_cannot_keep_up() -> None:
    """Without giving up the queue grows for ever, and every figure says so."""
    queue = ErlangC(1.0, 100, 99)
    assert (queue.waiting, queue.mean_wait, queue.service_level(20), queue.occupancy) == (1.0, inf, 0.0, 1.0)


def test_impossible_questions_are_refused() -> None:
    """No formula answers a negative load or a target of everybody."""
    with pytest.raises(ValueError, match="not negative"):
        erlang_b(-1, 3)
    with pytest.raises(ValueError, match="less than 1"):
        agents_needed(0.1, 250, target=1.0, within=20)
