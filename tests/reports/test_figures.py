"""The figures of queues and agents: a day worked out by hand; what must add up on every day is in test_any_day."""

from datetime import timedelta

import pytest

from ivr.institutions import ServiceLevelRule
from ivr.reports.facts import HandoffFact
from ivr.reports.figures import NOTHING, QueueFigures, occupancy, share, total
from tests.reports.days import BEGIN

RULE = ServiceLevelRule(within=20, target=80, short_abandon=5)


def caller(wait: float, outcome: str = "finished", *, answered: bool = False, talked: int = 0) -> HandoffFact:
    """Give a caller who waited so many seconds."""
    moved = BEGIN + timedelta(seconds=wait)
    who = ("serfinansa.1", "CA1", "claves", "restore", "serfinansa.laura" if answered else "", True)
    return HandoffFact(*who, BEGIN, moved if answered else None, moved, outcome, 0, talked, 4000, 5000, 6000)


def test_a_day_worked_out_by_hand() -> None:
    """Ten callers, each definition of METRICS computed on paper."""
    day = [
        caller(5, answered=True, talked=100_000),
        caller(20, answered=True, talked=200_000),  # the last moment that is in time
        caller(20.001, answered=True, talked=300_000),
        caller(75, answered=True, talked=400_000),
        caller(4.999, "hung_up"),  # short
        caller(5, "hung_up"),  # abandoned, within the promise
        caller(20.5, "left"),  # abandoned, after it
        caller(60, "call_back"),
        caller(30, "closed"),
        caller(3, "replaced"),
    ]
    figures = total(QueueFigures.of(each, RULE) for each in day)
    assert (figures.offered, figures.answered, figures.in_time) == (10, 4, 2)
    assert (figures.short, figures.abandoned, figures.gone_in_time) == (1, 2, 2)
    assert (figures.call_backs, figures.turned_away) == (1, 2)
    assert figures.service_level == pytest.approx(2 / (10 - 2))
    assert figures.strict_service_level == pytest.approx(2 / 10)
    assert figures.speed_of_answer == pytest.approx((5 + 20 + 20.001 + 75) / 4)
    assert figures.abandonment == pytest.approx(2 / (10 - 1))
    assert figures.handling_time == pytest.approx(1000 / 4 + 15)
    assert figures.longest == 75_000
    assert figures.mean_patience == pytest.approx((120.001 + 4.999 + 5 + 20.5) / 3)


def test_a_caller_who_was_handed_over_entered_no_queue() -> None:
    """Their new agent handled them; nobody was answered faster for it."""
    waited = caller(30, answered=True, talked=100_000)
    over = caller(0, answered=True, talked=50_000)._replace(origin="handed_over")
    figures = total(QueueFigures.of(each, RULE) for each in (waited, over))
    assert (figures.offered, figures.answered, figures.handed_over, figures.in_time) == (1, 1, 1, 0)
    assert figures.speed_of_answer == 30
    assert figures.handling_time == pytest.approx((150 + 30) / 2)


@pytest.mark.parametrize(("wait", "kept", "error"), [(59, 0, 1), (60, 1, 0), (240, 1, 0), (250, 0, 10)])
def test_what_was_told_is_held_against_what_happened(wait: int, kept: int, error: int) -> None:
    """From one to four minutes were told: earlier and later are both beside it."""
    told = caller(wait, answered=True)._replace(promised_at=BEGIN, promised_from=1, promised_to=4)
    figures = QueueFigures.of(told, RULE)
    assert (figures.promised, figures.promise_kept, figures.promise_error) == (1, kept, error * 1000)
    silent = QueueFigures.of(told._replace(promised_from=0, promised_to=0), RULE)
    assert (silent.promised, silent.promise_share) == (0, None)
    gone = told._replace(answered=None, outcome="hung_up")
    assert QueueFigures.of(gone, RULE).promised == 0


def test_nothing_has_no_share() -> None:
    """A day without calls has no service level: neither 0 nor 100 %."""
    assert NOTHING.service_level is NOTHING.speed_of_answer is NOTHING.abandonment is NOTHING.handling_time is None
    assert share(0, 0) is None
    assert occupancy(0, 0) is None


def test_occupancy_is_handling_against_handling_and_waiting_for_calls() -> None:
    """Six hours of calls in eight hours of readiness are three quarters."""
    assert occupancy(6, 2) == 0.75


def test_a_clock_that_went_back_makes_no_negative_wait() -> None:
    """Nobody is answered before they ask."""
    assert caller(-3, answered=True).waited == 0
