"""How many answers to the agents' questions may still be wrong today, over all calls of a customer."""

from collections.abc import Mapping
from datetime import timedelta

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.stores import limit_events
from ivr.stores.limit_events import Tally
from ivr.stores.records import Records

DAY = timedelta(days=1)


class ChecklistLimits:
    """Counts wrong answers in the database. Raises Unavailable when it is down: then no answer may be tried."""

    def __init__(self, records: Records, tables: Mapping[str, Institution], clock: Clock) -> None:
        self._records, self._tables, self._clock = records, tables, clock

    def left(self, institution: str, customer: str) -> int:
        """Give how many wrong answers the customer (by reference) has left today, 0 or more."""
        with self._records.read() as session:
            wrong = limit_events.count(session, _tally(institution, customer), self._clock.now() - DAY)
        return max(0, self._tables[institution].limits.checklist_day - wrong)

    def failed(self, institution: str, customer: str) -> None:
        """Count a wrong answer."""
        with self._records.begin() as session:
            limit_events.add(session, _tally(institution, customer), self._clock.now())


def _tally(institution: str, customer: str) -> Tally:
    return Tally(institution, "checklist_failure", customer)
