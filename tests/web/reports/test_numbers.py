"""How the pages of reports write what they show."""

from datetime import date

import pytest

from ivr.reports.calendar import Period
from ivr.web.reports.numbers import days


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), "21 de noviembre de 2026"),
        (date(2026, 11, 15), date(2026, 11, 21), "15 a 21 de noviembre de 2026"),
        (date(2026, 10, 28), date(2026, 11, 3), "28 de octubre a 3 de noviembre de 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 de diciembre de 2025 a 4 de enero de 2026"),
    ],
)
def test_days_are_written_as_people_read_them(first: date, last: date, written: str) -> None:
    """What both have in common is said once."""
    assert days(Period(first, last)) == written
