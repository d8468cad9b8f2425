"""Days, weeks and half hours as the institution lives them; when they are counted; what agents' time went into."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.institutions import NotReadyReason, ServiceLevelRule
from ivr.reports.calendar import HALF_HOUR, Period, bounds, half_hour, local_day, week_of
from ivr.reports.due import due_days, is_due, missing
from ivr.reports.facts import DayFacts, StateFact
from ivr.reports.figures import QueueFigures
from ivr.reports.staffing import expected_wait, staffing_need
from ivr.reports.states import StateFigures, StateKey, states_of
from tests.reports.days import BEGIN, END, days

BOGOTA, SANTIAGO = "America/Bogota", "America/Santiago"
DAY = date(2026, 3, 4)
HOUR = timedelta(hours=1)


def test_a_day_is_the_institutions_own() -> None:
    """Midnight is five in the morning in UTC."""
    assert bounds(DAY, BOGOTA) == (BEGIN, END)
    assert local_day(BEGIN - timedelta(seconds=1), BOGOTA) == date(2026, 3, 3)


def test_a_day_may_have_another_length() -> None:
    """Where clocks change, a day has 23 or 25 hours."""
    lengths = {end - begin for begin, end in (bounds(date(2026, 4, 4) + timedelta(days=n), SANTIAGO) for n in range(2))}
    assert timedelta(hours=25) in lengths


@given(instant=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_instant_is_in_one_day_and_one_half_hour(instant: datetime) -> None:
    """No call falls between two days, none is counted twice."""
    begin, end = bounds(local_day(instant, SANTIAGO), SANTIAGO)
    assert begin <= instant < end
    assert half_hour(instant) <= instant < half_hour(instant) + HALF_HOUR


def test_periods() -> None:
    """A week begins on Monday; a period knows the one before; two years are the longest."""
    assert week_of(DAY) == Period(date(2026, 3, 2), date(2026, 3, 8))
    assert week_of(DAY).before() == Period(date(2026, 2, 23), date(2026, 3, 1))
    assert len(list(Period(DAY, DAY))) == 1
    for wrong in (DAY - timedelta(days=1), DAY + timedelta(days=800)):
        with pytest.raises(ValueError, match="1 to 731 days"):
            Period(DAY, wrong)


@pytest.mark.parametrize(
    ("counted", "now", "due"),
    [
        (BEGIN + 10 * HOUR, BEGIN + 10 * HOUR + timedelta(seconds=19), False),  # today, a moment ago
        (BEGIN + 10 * HOUR, BEGIN + 10 * HOUR + timedelta(seconds=20), True),
        (END - HOUR, END + HOUR, True),  # over, but counted before its end
        (END + HOUR, END + HOUR + timedelta(minutes=14), False),
        (END + HOUR, END + HOUR + timedelta(minutes=15), True),
        (END + 72 * HOUR, END + 95 * HOUR, False),
        (END + 72 * HOUR, END + 96 * HOUR, True),
        (END + 36 * 24 * HOUR, END + 900 * 24 * HOUR, False),  # settled for good
        (BEGIN + HOUR, END + 900 * 24 * HOUR, True),  # the worker was off meanwhile
    ],
)
def test_when_a_day_is_counted_again(counted: datetime, now: datetime, *, due: bool) -> None:
    """Often while it lasts, less afterwards, never more in the end."""
    assert is_due(DAY, counted, now, BOGOTA) == due


def test_days_that_were_never_counted_are_due_newest_first() -> None:
    """A worker that starts on old records begins with today."""
    now = BEGIN + 10 * HOUR
    found = list(due_days(date(2026, 3, 1), {date(2026, 3, 2): now, DAY: now}, now, BOGOTA))
    assert found == [date(2026, 3, 3), date(2026, 3, 1)]


def test_missing_days_are_told() -> None:
    """A report says how many of its days are not counted yet; days to come and before the first call are none."""
    week, counted = week_of(DAY), {DAY: BEGIN}
    assert missing(week, counted, date(2026, 2, 1), DAY) == 2
    assert missing(week, counted, DAY, DAY) == 0
    assert missing(week, {}, None, DAY) == 0


@given(day=days())
def test_states_fill_the_time_between(day: DayFacts) -> None:
    """Whatever agents did, their times add up to the part of it that lay in the day."""
    found = states_of(day.states, (), BEGIN, END)
    for agent in {fact.agent for fact in day.states}:
        mine = [fact for fact in day.states if fact.agent == agent]
        inside = min(END, max(fact.until for fact in mine)) - BEGIN
        told = sum(figures.milliseconds for key, figures in found.items() if key.agent == agent)
        assert abs(told - max(0, inside // timedelta(milliseconds=1))) <= len(mine)


def test_a_stay_beyond_its_limit_is_told() -> None:
    """Sixteen minutes of a break of fifteen; the one that began yesterday was yesterday's."""
    reasons = (NotReadyReason("break", "Descanso", 900),)
    stays = [
        StateFact("a", "not_ready", "break", BEGIN - HOUR, BEGIN + HOUR),
        StateFact("a", "not_ready", "break", BEGIN + 2 * HOUR, BEGIN + 2 * HOUR + timedelta(minutes=16)),
        StateFact("a", "not_ready", "break", BEGIN + 3 * HOUR, BEGIN + 3 * HOUR + timedelta(minutes=15)),
    ]
    found = states_of(stays, reasons, BEGIN, END)
    assert found == {StateKey("a", "not_ready", "break"): StateFigures(2, (60 + 16 + 15) * 60_000, 1)}


def test_staffing_comes_from_the_same_half_hours() -> None:
    """Thirty calls of four minutes in a half hour are 4 erlangs; who bears 100 seconds needs no more agents."""
    week = QueueFigures(offered=30, answered=27, abandoned=3, waited=240_000, gone_waited=60_000, talked=6_480_000)
    need = staffing_need([week, week], ServiceLevelRule())
    assert need is not None
    assert (need.calls, need.handling, need.patience) == (30, 240, 100)
    assert need.with_patience is not None
    assert 4 < need.with_patience <= need.without_abandonment <= 8
    assert (expected_wait(need, 6) or 0) < (expected_wait(need, 4) or 0)


def test_nobody_knows_a_need_without_calls() -> None:
    """No guess from nothing."""
    assert staffing_need([QueueFigures()], ServiceLevelRule()) is None
    assert staffing_need([], ServiceLevelRule()) is None
