"""Opening hours: weekdays, Colombia's holidays, single days off, midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import ConfigurationError
from ivr.hours import closed_interval, is_holiday, is_open, next_opening
from ivr.institutions import Hours

BOGOTA = ZoneInfo("America/Bogota")
DAY = ((time(7), time(19)),)
OFFICE = Hours("America/Bogota", (DAY,) * 5 + (((time(8), time(14)),), ()), open_on_holidays=False, closed_dates=())
ALWAYS = Hours("America/Bogota", (((time(0), time(0)),),) * 7, open_on_holidays=True, closed_dates=())
NEVER = Hours("America/Bogota", ((),) * 7, open_on_holidays=True, closed_dates=())


def bogota(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("at", "answered"),
    [
        (bogota(3, 4, 6, 59), False),
        (bogota(3, 4, 7), True),
        (bogota(3, 4, 18, 59), True),
        (bogota(3, 4, 19), False),
        (bogota(3, 7, 13, 59), True),
        (bogota(3, 7, 14), False),
        (bogota(3, 8, 10), False),
    ],
)
def test_the_week_decides(at: datetime, *, answered: bool) -> None:
    """The opening minute is open, the closing minute is closed."""
    assert is_open(OFFICE, at) == answered


def test_the_instant_counts_not_its_time_zone() -> None:
    """Noon in UTC is seven in Bogota."""
    assert is_open(OFFICE, datetime(2026, 3, 4, 12, 0, tzinfo=UTC))
    assert not is_open(OFFICE, datetime(2026, 3, 4, 11, 59, tzinfo=UTC))


@pytest.mark.parametrize("day", [date(2026, 1, 12), date(2026, 3, 23), date(2026, 4, 2), date(2026, 7, 20)])
def test_colombia_rests(day: date) -> None:
    """Moved holidays (Epiphany, Saint Joseph), Easter's and fixed ones are days off."""
    assert is_holiday(day)
    assert not is_open(OFFICE, datetime.combine(day, time(10), BOGOTA))
    assert is_open(ALWAYS, datetime.combine(day, time(10), BOGOTA))


def test_a_moved_holiday_is_worked_on_its_own_date() -> None:
    """Epiphany of 2026 is rested on Monday the 12th, not on Tuesday the 6th."""
    assert not is_holiday(date(2026, 1, 6))
    assert is_open(OFFICE, bogota(1, 6, 10))


def test_the_next_opening_skips_sunday_and_holiday() -> None:
    """After Saturday the 10th of January comes Tuesday the 13th, because Monday is Epiphany."""
    assert next_opening(OFFICE, bogota(1, 10, 14)) == bogota(1, 13, 7)


def test_a_single_day_off_is_closed_even_where_holidays_are_not() -> None:
    """A date of the table closes the whole day."""
    hours = Hours("America/Bogota", ALWAYS.week, open_on_holidays=True, closed_dates=(date(2026, 3, 4),))
    assert not is_open(hours, bogota(3, 4, 10))
    assert next_opening(hours, bogota(3, 4, 10)) == bogota(3, 5, 0)


def test_lunch_closes() -> None:
    """Between two intervals of a day nobody answers, until the second one."""
    hours = Hours("America/Bogota", (((time(8), time(12)), (time(14), time(18))),) * 7, True, ())  # noqa: FBT003 - as built
    assert next_opening(hours, bogota(3, 4, 12, 30)) == bogota(3, 4, 14)


def test_nobody_ever_answers() -> None:
    """A week without hours is a mistake of the table, not an endless search."""
    with pytest.raises(ConfigurationError):
        next_opening(NEVER, bogota(3, 4, 10))


def test_the_interval_is_what_the_prompt_says() -> None:
    """A closed line tells now and the next opening in local time."""
    assert closed_interval(OFFICE, datetime(2026, 3, 5, 1, 30, tzinfo=UTC)) == "2026-03-04T20:30/2026-03-05T07:00"


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)))  # noqa: DTZ001 - made aware in the test
def test_the_next_opening_is_open_and_not_before(at: datetime) -> None:
    """At any instant: the next opening is open, and the minute before it is not, unless it is now."""
    instant = at.replace(tzinfo=BOGOTA)
    opens = next_opening(OFFICE, instant)
    assert opens >= instant
    assert is_open(OFFICE, opens)
    assert opens == instant or not is_open(OFFICE, opens - timedelta(minutes=1))
    assert is_open(ALWAYS, instant)
