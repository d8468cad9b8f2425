"""What tests of reports share: days that happened and were counted."""

from datetime import timedelta

import pytest

from ivr.institutions import Institution
from ivr.reports.calendar import bounds
from ivr.stores.records import Records
from ivr.stores.reporting.counts import DayCounter
from ivr.stores.reporting.figures import Reports
from tests.conftest import FixedClock
from tests.stores.reporting.days import FIRST, LAST, ZONE
from tests.stores.reporting.history import History


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock on the day after, when all is over."""
    clock = FixedClock()
    clock.instant = bounds(LAST, ZONE)[1] + timedelta(hours=2)
    return clock


@pytest.fixture
def history(records: Records) -> History:
    """Give three days of calls of one institution, and one of another."""
    mine, other = History("serfinansa"), History("other", seed=7)
    with records.begin() as session:
        for day in (FIRST, FIRST + timedelta(days=1), LAST):
            mine.day(session, bounds(day, ZONE)[0], 40)
        other.day(session, bounds(LAST, ZONE)[0], 10)
    return mine


@pytest.fixture
def reports(records: Records, clock: FixedClock, institution: Institution, history: History) -> Reports:
    """Give the book after the worker has counted."""
    assert history.calls
    tables = {"serfinansa": institution}
    assert DayCounter(records, clock, tables).run() >= 3
    return Reports(records, clock, tables)
