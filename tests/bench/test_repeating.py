"""The days that the benchmark of the reports copies are as good as those that were invented."""

from datetime import timedelta
from pathlib import Path

import pytest

from bench.history import BEGIN, into_sqlite, write_history
from bench.kept_history import StandingClock
from bench.repeating import repeat
from ivr.institutions import Institution
from ivr.reports.calendar import Period, local_day
from ivr.reports.outside import Scope
from ivr.stores.records import Records
from ivr.stores.reporting.counts import DayCounter
from ivr.stores.reporting.figures import Reports


@pytest.fixture
def history(tmp_path: Path, institution: Institution) -> Records:
    """Invent two days of a hundred calls, count them, and copy them twice."""
    records = Records(f"sqlite:///{tmp_path / 'records.sqlite'}")
    records.migrate()
    write_history(into_sqlite(str(tmp_path / "records.sqlite")), 2, 100)
    counter = DayCounter(records, StandingClock(BEGIN + timedelta(days=2, hours=-1)), {institution.id: institution})
    while counter.run():
        pass
    repeat(records, 2, 2)
    return records


def test_each_copy_has_the_figures_of_its_original(history: Records, institution: Institution) -> None:
    """A copied day counts the same as the day that it was copied from, also when it is counted anew."""
    clock, tables = StandingClock(BEGIN + timedelta(days=6, hours=-1)), {institution.id: institution}
    book, first = Reports(history, clock, tables), local_day(BEGIN, institution.hours.time_zone)
    for number in range(2):
        days = [first + timedelta(days=number + 2 * copy) for copy in range(3)]
        kept = [list(book.queues(Scope(institution.id, Period(day, day))).values()) for day in days]
        assert kept[0] == kept[1] == kept[2] != []
        counter = DayCounter(history, clock, tables)
        anew = [counter.count_day(institution, day).queues for day in days]
        offered = [sum(each.offered for each in one.values()) for one in anew]
        assert offered == [sum(each.offered for each in kept[0])] * 3
        ends = [[each.key_set for each in counter.count_day(institution, day).funnel.values()] for day in days]
        assert ends[0] == ends[1] == ends[2] != []
        assert sum(ends[0]) > 0
