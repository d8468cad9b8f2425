"""Finds the calls behind a figure, day by day, by the very definitions that counted them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.institutions import Institution
from ivr.reports.behind import STEP, CallRow, CallStory, Figure, Moment, Page
from ivr.reports.calendar import DAY, bounds
from ivr.reports.counting import rules
from ivr.reports.facts import DayFacts, HandoffFact
from ivr.reports.funnel import keys_on_pages, purposes
from ivr.reports.outside import Scope
from ivr.reports.steps import end_of
from ivr.security.masking import mask_phone
from ivr.stores.reporting.facts import (
    handoffs_where,
    hours,
    read_handoffs,
    read_pages,
    read_ways,
    visits,
)
from ivr.stores.schema import AuditRecord, CallRecord, CountedDayRecord, HandoffRecord, TurnRecord, VisitRecord

ON_A_PAGE = 100


@dataclass(frozen=True)
class CallsBehind:
    """Looks into the records of one institution."""

    session: Session
    institution: Institution
    now: datetime

    def page(self, scope: Scope, figure: Figure, after: str) -> Page:
        """Give some calls, the newest first; `after` is `<day>:<how many of that day were shown>`."""
        last, shown = _read_place(after, scope.period.last)
        rows: list[CallRow] = []
        for day in self._days(scope, last):
            room = ON_A_PAGE - len(rows)
            found = list(islice(self._rows(scope, figure, day), shown, shown + room + 1))
            if len(found) > room:
                return Page(self._with_numbers(rows + found[:room]), f"{day}:{shown + room}")
            rows, shown = rows + found, 0
        return Page(self._with_numbers(rows))

    def story(self, sid: str) -> CallStory | None:
        """Give all that is known of a call."""
        record = self.session.get(CallRecord, sid)
        if record is None:
            return self._story_of_visit(sid)
        if record.institution != self.institution.id:
            return None
        handoffs = handoffs_where(self.session, HandoffRecord.call == sid)
        row = CallRow(sid, record.started, record.procedure, record.outcome, mask_phone(record.caller_number))
        moments = self._moments(sid, record.started, record.ended)
        return CallStory(row, record.ended, record.ended_by, record.line, moments, handoffs)

    def _story_of_visit(self, name: str) -> CallStory | None:
        """Give all that is known of a visit: of whom, its audit alone knows."""
        record = self.session.get(VisitRecord, name)
        if record is None or record.institution != self.institution.id:
            return None
        row = CallRow(name, record.started, record.procedure, record.outcome, channel=record.began_on)
        return CallStory(row, record.ended, "", "", self._moments(name, record.started, record.ended), ())

    def _moments(self, name: str, started: datetime, ended: datetime | None) -> tuple[Moment, ...]:
        found = (*self._turns(name), *self._links(name, started, ended))
        return tuple(sorted(found, key=lambda moment: moment.at))

    def _days(self, scope: Scope, last: date) -> Iterable[date]:
        """Give the days that were counted, and in which there were calls, the newest first."""
        record = CountedDayRecord
        days = select(record.day).where(
            record.institution == self.institution.id,
            record.day.between(scope.period.first, last),
            record.calls + record.visits > 0,
        )
        return self.session.scalars(days.order_by(record.day.desc())).all()

    def _rows(self, scope: Scope, figure: Figure, day: date) -> Iterator[CallRow]:
        """Give the calls of a day, an hour at a time: whoever asks for the first page waits for no more."""
        for begin, end in reversed(hours(*bounds(day, self.institution.hours.time_zone))):
            if figure.is_of_callers:
                handoffs = reversed(read_handoffs(self.session, self.institution.id, begin, end))
                yield from (self._of_handoff(each) for each in handoffs if self._counts(scope, figure, each))
            elif figure.name == STEP:
                yield from self._of_step(figure, begin, end, scope.channel)
            elif figure.is_of_pages:
                yield from _of_pages(read_pages(self.session, self.institution.id, begin, end), figure)
            else:
                facts = read_ways(self.session, self.institution.id, begin, end)
                yield from _of_purposes(self.institution, facts, figure, scope.channel)

    def _of_step(self, figure: Figure, begin: datetime, end: datetime, channel: str) -> Iterator[CallRow]:
        """Give a row for each visit to the step, so that there are as many as the figure says."""
        of = {"step": figure.of, "version": figure.version, "channel": channel}
        for began, kind in visits(self.session, self.institution.id, begin, end, **of):
            way = end_of(kind)
            if way and figure.way in {"", way}:
                yield CallRow(began.sid, began.started, began.procedure, way, channel=began.channel)

    def _counts(self, scope: Scope, figure: Figure, fact: HandoffFact) -> bool:
        mine = scope.queue in {"", fact.queue} and scope.agent in {"", fact.agent}
        return mine and figure.counts_caller(fact, rules(self.institution)(fact.queue))

    def _of_handoff(self, fact: HandoffFact) -> CallRow:
        handling = fact.handling if fact.answered else None
        about = (fact.queue, fact.agent, fact.waited, handling)
        return CallRow(fact.call, fact.requested, fact.procedure, fact.outcome, "", *about)

    def _with_numbers(self, rows: list[CallRow]) -> tuple[CallRow, ...]:
        sids = {row.call for row in rows}
        wanted = select(CallRecord.sid, CallRecord.caller_number).where(CallRecord.sid.in_(sids))
        numbers = {row.sid: mask_phone(row.caller_number) for row in self.session.execute(wanted)}
        return tuple(replace(row, caller=numbers.get(row.call, "")) for row in rows)

    def _turns(self, sid: str) -> Iterator[Moment]:
        turns = select(TurnRecord.at, TurnRecord.kind, TurnRecord.step).where(TurnRecord.call == sid)
        for at, kind, step in self.session.execute(turns):
            yield Moment(at, kind, "agent" if step.startswith(f"{self.institution.id}.") else step)

    def _links(self, name: str, started: datetime, ended: datetime | None) -> Iterator[Moment]:
        """Give what the audit says of the conversation: found by time, for its text has no index."""
        link = AuditRecord
        until = (ended or started) + DAY / 4
        wanted = select(link.at, link.kind, link.agent, link.detail).where(
            link.institution == self.institution.id, link.at.between(started, until)
        )
        for at, kind, agent, detail in self.session.execute(wanted):
            if json.loads(detail).get("conversation") == name:
                yield Moment(at, kind, "", agent)


def _of_purposes(institution: Institution, facts: DayFacts, figure: Figure, channel: str) -> Iterator[CallRow]:
    started = {call.sid: call.started for call in facts.calls} | {visit.id: visit.started for visit in facts.visits}
    for sid, purpose in reversed(tuple(purposes(institution, facts).items())):
        if channel in {"", purpose.channel} and figure.counts_purpose(purpose):
            reached = purpose.milestone.name.lower()
            yield CallRow(sid, started[sid], purpose.procedure, reached, channel=purpose.channel)


def _of_pages(facts: DayFacts, figure: Figure) -> Iterator[CallRow]:
    keys = keys_on_pages(facts)
    for visit in reversed(facts.visits_of_day):
        if figure.counts_visit(visit, key_set=visit.id in keys):
            outcome = "key_set" if visit.id in keys else visit.outcome
            yield CallRow(visit.id, visit.started, visit.procedure, outcome, channel=visit.began_on)


def _read_place(after: str, last: date) -> tuple[date, int]:
    if not after:
        return last, 0
    day, _, shown = after.partition(":")
    return min(last, date.fromisoformat(day)), int(shown)
