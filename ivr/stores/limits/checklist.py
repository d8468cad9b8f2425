"""How many answers to the agents' questions may still be wrong today, over all calls of a customer."""

from collections.abc import Mapping
from datetime import timedelta

from ivr.errors import LimitReached
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.events import Tally
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

    def count_first(self, institution: str, customer: str) -> int:
        """Count a wrong answer before one is compared, so that many at once are not tried either; give its number.

        Raises LimitReached (checklist_day).
        """
        now, most = self._clock.now(), self._tables[institution].limits.checklist_day
        with self._records.begin() as session:
            number = limit_events.count_first(session, _tally(institution, customer), most, now - DAY, now)
        if number is None:
            raise LimitReached("checklist_day")
        return number

    def take_back(self, number: int) -> None:
        """Uncount what was counted first: the answer was right."""
        with self._records.begin() as session:
            limit_events.take_back(session, number)


def _tally(institution: str, customer: str) -> Tally:
    return Tally(institution, "checklist_failure", customer)
