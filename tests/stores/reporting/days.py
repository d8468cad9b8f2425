"""Three days of calls on both databases, and how tests of reports ask for them."""

from collections.abc import Iterable
from datetime import date, timedelta

from ivr.reports.behind import Figure, Page
from ivr.reports.calendar import Period
from ivr.reports.figures import QueueFigures, total
from ivr.reports.outside import Scope
from ivr.stores.reporting.figures import Reports
from ivr.stores.schema import HandoffRecord
from tests.stores.reporting.history import History

ZONE = "America/Bogota"
LAST = date(2026, 3, 4)
FIRST = LAST - timedelta(days=2)
WEEK = Period(LAST - timedelta(days=6), LAST)
ALL = Scope("serfinansa", WEEK)


def summed(reports: Reports, scope: Scope = ALL) -> QueueFigures:
    """Give the figures of all queues and days."""
    return total(reports.queues(scope).values())


def answered(history: History) -> list[HandoffRecord]:
    """Give the callers who met an agent."""
    return [handoff for handoff in history.handoffs if handoff.answered]


def waits(handoffs: Iterable[HandoffRecord]) -> list[timedelta]:
    """Give how long they waited."""
    return [(handoff.answered or handoff.ended or handoff.requested) - handoff.requested for handoff in handoffs]


def rows(reports: Reports, figure: Figure, scope: Scope = ALL) -> list[str]:
    """Turn every page of the calls behind a figure."""
    found: list[str] = []
    page = Page((), "")
    while True:
        page = reports.behind(scope, figure, page.after)
        found += [row.call for row in page.rows]
        if not page.after:
            return found
