"""Reads what a board needs from the records, and keeps it for some seconds: many floors look at one institution."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.agents.supervision.board_facts import BoardFacts
from ivr.agents.supervision.board_queues import LATELY
from ivr.institutions import Institution
from ivr.reports.calendar import HALF_HOUR, Period, half_hour, local_day
from ivr.reports.figures import QueueFigures
from ivr.reports.outside import ReportBook, Scope
from ivr.reports.staffing import StaffingNeed, staffing_need
from ivr.security.roles import Right, Role, rights_of
from ivr.stores.branch.requests import count_requests
from ivr.stores.records import Records
from ivr.stores.reporting.facts import read_handoffs
from ivr.stores.schema import StaffRecord

FRESH = timedelta(seconds=3)
WEEKS = 6
"""So many of the same half hours are looked at for the staffing need."""


@dataclass
class BoardRecords:
    """What `ivr.agents.supervision.board_facts.BoardBook` promises; raises Unavailable."""

    records: Records
    reports: ReportBook
    _kept: dict[str, tuple[datetime, BoardFacts]] = field(default_factory=dict)
    _needs: dict[str, tuple[datetime, Mapping[str, StaffingNeed]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def facts(self, institution: Institution, now: datetime) -> BoardFacts:
        """Give what is known, three seconds old at most; one of many who ask at once reads it for all."""
        with self._lock:
            kept = self._kept.get(institution.id)
            if kept is None or not timedelta(0) <= now - kept[0] < FRESH:
                kept = self._kept[institution.id] = (now, self._read(institution, now))
            return kept[1]

    def _read(self, institution: Institution, now: datetime) -> BoardFacts:
        today = local_day(now, institution.hours.time_zone)
        scope = Scope(institution.id, Period(today, today))
        with self.records.read() as session:
            names = agents_of(session, institution.id)
            branch = count_requests(session, institution, now)
            lately = read_handoffs(session, institution.id, now - LATELY, now + LATELY)
        by_queue: dict[str, QueueFigures] = {queue: each for (_, queue), each in self.reports.queues(scope).items()}
        agents, counted = self.reports.agents(scope), self.reports.counted(scope)
        return BoardFacts(names, lately, by_queue, agents, self._needed(institution, now), counted.at, branch)

    def _needed(self, institution: Institution, now: datetime) -> Mapping[str, StaffingNeed]:
        """Give what the next half hour needs; it is the same until then."""
        begin = half_hour(now) + HALF_HOUR
        kept = self._needs.get(institution.id)
        if kept is None or kept[0] != begin:
            past = {
                queue: self.reports.past_half_hours(institution.id, queue, begin, WEEKS) for queue in institution.queues
            }
            needs = {
                queue: staffing_need(past[queue], rule.service_level) for queue, rule in institution.queues.items()
            }
            found = {queue: need for queue, need in needs.items() if need is not None}
            kept = self._needs[institution.id] = (begin, found)
        return kept[1]


def agents_of(session: Session, institution: str) -> Mapping[str, str]:
    """Give the names of those who may take calls here now, by their identifier."""
    roles = [role for role in Role if Right.SERVE in rights_of(role)]
    staff = select(StaffRecord.id, StaffRecord.name).where(
        StaffRecord.institution == institution, StaffRecord.active, StaffRecord.role.in_(roles)
    )
    return {row.id: row.name for row in session.execute(staff)}
