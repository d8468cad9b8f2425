"""The worker's job that counts days anew and puts the figures in the place of the old ones."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import structlog
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.reports.calendar import local_day
from ivr.reports.counting import DayCount, count
from ivr.reports.due import due_days
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.reporting.facts import read_day
from ivr.stores.schema import (
    AgentCountRecord,
    CallRecord,
    CountedDayRecord,
    CrossingCountRecord,
    FunnelCountRecord,
    QueueCountRecord,
    StateCountRecord,
    StepCountRecord,
    VisitCountRecord,
    VisitRecord,
)

AT_A_TIME = 20
"""Days that are counted before the job rests: a year that was never counted does not hold up today for long."""
COUNTS = (
    *(QueueCountRecord, AgentCountRecord, StateCountRecord, FunnelCountRecord, StepCountRecord),
    *(VisitCountRecord, CrossingCountRecord),
)
Rows = dict[type[Any], list[dict[str, Any]]]
log = structlog.get_logger()


@dataclass(frozen=True)
class DayCounter:
    """Counts the days of every institution; any number of workers may do so at once."""

    records: Records
    clock: Clock
    institutions: Mapping[str, Institution]

    def run(self) -> int:
        """Count what is due, the newest days first, and give how many days that were."""
        return sum(self._run(institution) for institution in self.institutions.values())

    def count_day(self, institution: Institution, day: date) -> DayCount:
        """Count one day and keep its figures, unless another worker has read its facts later."""
        now = self.clock.now()
        with self.records.read() as session:
            counted = count(institution, read_day(session, institution, day, now))
        rows = rows_of(institution.id, day, counted)
        with self.records.begin() as session:
            if _is_newest(session, institution.id, day, now, {"calls": counted.calls, "visits": counted.visits}):
                _replace(session, institution.id, day, rows)
        return counted

    def _run(self, institution: Institution) -> int:
        days = list(islice(self._due(institution), AT_A_TIME))
        for day in days:
            self.count_day(institution, day)
        if days:
            log.debug("days_counted", institution=institution.id, count=len(days))
        return len(days)

    def _due(self, institution: Institution) -> Iterator[date]:
        with self.records.read() as session:
            first = first_call(session, institution.id)
            counted = counted_days(session, institution.id)
        zone = institution.hours.time_zone
        return iter(()) if first is None else due_days(local_day(first, zone), counted, self.clock.now(), zone)


def first_call(session: Session, institution: str) -> datetime | None:
    """Give when the first call or visit of an institution began."""
    found = []
    for record in (CallRecord, VisitRecord):
        began: Any = select(record.started).where(record.institution == institution)
        found.append(session.scalars(began.order_by(record.started).limit(1)).first())
    return min((each for each in found if each is not None), default=None)


def counted_days(session: Session, institution: str) -> Mapping[date, datetime]:
    """Give when each day was counted last."""
    record = CountedDayRecord
    days = session.execute(select(record.day, record.counted).where(record.institution == institution))
    return {row.day: row.counted for row in days}


def rows_of(institution: str, day: date, counted: DayCount) -> Rows:
    """Give the rows of a day's figures, by their table."""
    of = {"institution": institution, "day": day}
    return {
        QueueCountRecord: [of | key._asdict() | asdict(each) for key, each in counted.queues.items()],
        AgentCountRecord: [of | key._asdict() | asdict(each) for key, each in counted.agents.items()],
        StateCountRecord: [of | key._asdict() | asdict(each) for key, each in counted.states.items()],
        FunnelCountRecord: [of | key._asdict() | asdict(each) for key, each in counted.funnel.items()],
        StepCountRecord: [of | key._asdict() | asdict(each) for key, each in counted.steps.items()],
        VisitCountRecord: [of | {"procedure": name} | asdict(each) for name, each in counted.pages.items()],
        CrossingCountRecord: [of | {"procedure": name} | asdict(each) for name, each in counted.crossings.items()],
    }


def _is_newest(session: Session, institution: str, day: date, now: datetime, began: Mapping[str, int]) -> bool:
    """Hold the day until the transaction ends; say whether nobody has counted later facts of it."""
    record = CountedDayRecord
    if insert_once(session, record, institution=institution, day=day, counted=now, **began):
        return True
    mine = (record.institution == institution, record.day == day, record.counted <= now)
    changed = session.execute(update(record).where(*mine).values(counted=now, **began).returning(record.day))
    return changed.first() is not None


def _replace(session: Session, institution: str, day: date, rows: Rows) -> None:
    for table in COUNTS:
        session.execute(delete(table).where(table.institution == institution, table.day == day))
        if rows[table]:
            session.execute(insert(table), rows[table])
