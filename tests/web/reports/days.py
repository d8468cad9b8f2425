"""An office with a past: three days of calls, counted."""

from datetime import date, timedelta

from ivr.reports.calendar import bounds
from ivr.stores.reporting.counts import DayCounter
from tests.stores.reporting.history import History
from tests.web.office import Office

TODAY = date(2026, 3, 4)
ZONE = "America/Bogota"
AGENTS = ("laura", "pablo")


def remember(office: Office) -> History:
    """Write the past of Serfinansa until yesterday evening, and a little of another institution's; count both."""
    mine, other = History("serfinansa"), History("other", seed=7)
    with office.records.begin() as session:
        for back in (3, 2, 1):
            mine.day(session, bounds(TODAY - timedelta(days=back), ZONE)[0], 60)
        other.day(session, bounds(TODAY - timedelta(days=1), ZONE)[0], 10)
    assert DayCounter(office.records, office.clock, office.tables).run() >= 3
    return mine
