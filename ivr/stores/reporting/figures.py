"""Adds up the figures of days that were counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from ivr.institutions import Institution, ServiceLevelRule
from ivr.ports import Clock
from ivr.reports.behind import CallStory, Figure, Page
from ivr.reports.calendar import WEEK, bounds, local_day
from ivr.reports.calling_back import CallBackFigures
from ivr.reports.counting import rules
from ivr.reports.due import missing
from ivr.reports.figures import NOTHING, QueueFigures
from ivr.reports.funnel import FunnelFigures, FunnelKey
from ivr.reports.outside import Counted, Scope
from ivr.reports.states import StateFigures, StateKey
from ivr.reports.steps import StepFigures, StepKey
from ivr.reports.visits import CrossingFigures, VisitFigures
from ivr.security.roles import Right, Role, rights_of
from ivr.stores.records import Records
from ivr.stores.reporting.call_backs import call_backs
from ivr.stores.reporting.calls import CallsBehind
from ivr.stores.reporting.counts import counted_days, first_call
from ivr.stores.schema import (
    AgentCountRecord,
    CountedDayRecord,
    CrossingCountRecord,
    FunnelCountRecord,
    QueueCountRecord,
    StaffRecord,
    StateCountRecord,
    StepCountRecord,
    VisitCountRecord,
)

T = TypeVar("T")
Key = TypeVar("Key")
LATELY = timedelta(days=2)


@dataclass(frozen=True)
class Reports:
    """Reads what `ivr.stores.reporting.counts` counted; see `ivr.reports.outside.ReportBook`."""

    records: Records
    clock: Clock
    institutions: Mapping[str, Institution]

    def queues(self, scope: Scope) -> Mapping[tuple[date, str], QueueFigures]:
        """Give the figures of callers by day and queue; with an agent, those whom the agent answered."""
        table: Any = AgentCountRecord if scope.agent else QueueCountRecord
        agent = (table.agent == scope.agent,) if scope.agent else ()
        found = self._sums(table, QueueFigures, scope, (table.day, table.queue), _of_queue(table, scope), *agent)
        return {(day, queue): figures for (day, queue), figures in found.items()}

    def half_hours(self, scope: Scope) -> Mapping[datetime, QueueFigures]:
        """Give the figures of callers by the half hour in which they entered; of all agents together."""
        table = QueueCountRecord
        found = self._sums(table, QueueFigures, scope, (table.slot,), _of_queue(table, scope))
        return {slot: figures for (slot,), figures in found.items()}

    def agents(self, scope: Scope) -> Mapping[str, QueueFigures]:
        """Give the figures of those whom each agent answered."""
        table = AgentCountRecord
        conditions = _of_queue(table, scope), _of_agent(table, scope)
        found = self._sums(table, QueueFigures, scope, (table.agent,), *conditions)
        return {agent: figures for (agent,), figures in found.items()}

    def states(self, scope: Scope) -> Mapping[StateKey, StateFigures]:
        """Give the time of agents in each state."""
        table = StateCountRecord
        by = (table.agent, table.state, table.reason)
        found = self._sums(table, StateFigures, scope, by, _of_agent(table, scope))
        return {StateKey(*key): figures for key, figures in found.items()}

    def funnel(self, scope: Scope) -> Mapping[FunnelKey, FunnelFigures]:
        """Give how far customers got, by procedure and channel."""
        table = FunnelCountRecord
        found = self._sums(table, FunnelFigures, scope, (table.procedure, table.channel), _of_channel(table, scope))
        return {FunnelKey(*key): figures for key, figures in found.items()}

    def steps(self, scope: Scope) -> Mapping[StepKey, StepFigures]:
        """Give how visits to steps ended, by version, step and channel."""
        table = StepCountRecord
        by = (table.version, table.step, table.channel)
        found = self._sums(table, StepFigures, scope, by, _of_channel(table, scope))
        return {StepKey(*key): figures for key, figures in found.items()}

    def pages(self, scope: Scope) -> Mapping[str, VisitFigures]:
        """Give what became of visits of pages, by procedure."""
        found = self._sums(VisitCountRecord, VisitFigures, scope, (VisitCountRecord.procedure,))
        return {procedure: figures for (procedure,), figures in found.items()}

    def page_days(self, scope: Scope) -> Mapping[date, VisitFigures]:
        """Give what became of visits of pages, by the day on which they began."""
        found = self._sums(VisitCountRecord, VisitFigures, scope, (VisitCountRecord.day,))
        return {day: figures for (day,), figures in found.items()}

    def crossings(self, scope: Scope) -> Mapping[str, CrossingFigures]:
        """Give what became of calls that went over to a page, by procedure."""
        found = self._sums(CrossingCountRecord, CrossingFigures, scope, (CrossingCountRecord.procedure,))
        return {procedure: figures for (procedure,), figures in found.items()}

    def call_backs(self, scope: Scope) -> Mapping[str, CallBackFigures]:
        """Give what became of the call-backs that were asked for and are over, by queue."""
        zone = self.institutions[scope.institution].hours.time_zone
        begin, end = bounds(scope.period.first, zone)[0], bounds(scope.period.last, zone)[1]
        with self.records.read() as session:
            return call_backs(session, scope.institution, scope.queue, begin, end)

    def counted(self, scope: Scope) -> Counted:
        """Say how fresh all this is."""
        days = CountedDayRecord.institution == scope.institution
        table, now = self.institutions[scope.institution], self.clock.now()
        with self.records.read() as session:
            first, counted = first_call(session, scope.institution), counted_days(session, scope.institution)
            calls = select(func.coalesce(func.sum(CountedDayRecord.calls), 0)).where(
                days, _within(CountedDayRecord, scope)
            )
            total = int(session.scalar(calls) or 0)
        zone = table.hours.time_zone
        today = local_day(now, zone)
        lately = [at for day, at in counted.items() if day in scope.period and today - day < LATELY]
        began = local_day(first, zone) if first else None
        return Counted(min(lately, default=None), total, missing(scope.period, counted, began, today))

    def names(self, institution: str) -> Mapping[str, str]:
        """Give the names of those who work or worked here, by their identifier."""
        staff = select(StaffRecord.id, StaffRecord.name).where(StaffRecord.institution == institution)
        with self.records.read() as session:
            return {row.id: row.name for row in session.execute(staff)}

    def takers(self, scope: Scope) -> Mapping[str, str]:
        """Give the names of those who take calls here, and of whoever else took some on these days."""
        took = self.agents(Scope(scope.institution, scope.period))
        serve = [role for role in Role if Right.SERVE in rights_of(role)]
        staff = select(StaffRecord.id, StaffRecord.name).where(StaffRecord.institution == scope.institution)
        with self.records.read() as session:
            found = session.execute(staff.where(StaffRecord.role.in_(serve) | StaffRecord.id.in_(took)))
            return {row.id: row.name for row in found}

    def behind(self, scope: Scope, figure: Figure, after: str) -> Page:
        """Give the calls behind a figure, from where the page before ended. Raises ValueError for a wrong `after`."""
        with self.records.read() as session:
            return self._calls(session, scope.institution).page(scope, figure, after)

    def call(self, institution: str, sid: str) -> CallStory | None:
        """Give what is known of one call of the institution."""
        with self.records.read() as session:
            return self._calls(session, institution).story(sid)

    def past_half_hours(self, institution: str, queue: str, begin: datetime, weeks: int) -> list[QueueFigures]:
        """Give the figures of the same half hour of past weeks, for `staffing_need`; only of days that were counted."""
        zone = self.institutions[institution].hours.time_zone
        slots = {begin - back * WEEK: local_day(begin - back * WEEK, zone) for back in range(1, weeks + 1)}
        table = QueueCountRecord
        wanted = select(table.slot, *_sums_of(table, QueueFigures)).where(
            table.institution == institution, table.day.in_(slots.values()), table.slot.in_(slots), table.queue == queue
        )
        with self.records.read() as session:
            counted = counted_days(session, institution)
            found = {row[0]: _made(QueueFigures, row[1:]) for row in session.execute(wanted.group_by(table.slot))}
        return [found.get(slot, NOTHING) for slot, day in slots.items() if day in counted]

    def rule(self, institution: str, queue: str) -> ServiceLevelRule:
        """Give what a queue promises now."""
        return rules(self.institutions[institution])(queue)

    def _calls(self, session: Session, institution: str) -> CallsBehind:
        return CallsBehind(session, self.institutions[institution], self.clock.now())

    def _sums(
        self, table: Any, made: Callable[..., T], scope: Scope, by: Sequence[Any], *conditions: ColumnElement[bool]
    ) -> Mapping[tuple[Any, ...], T]:
        """Add up the rows of a table within a scope, by some of its columns."""
        wanted = select(*by, *_sums_of(table, made)).where(table.institution == scope.institution)
        wanted = wanted.where(_within(table, scope), *conditions).group_by(*by)
        with self.records.read() as session:
            rows = session.execute(wanted).all()
        return {tuple(row[: len(by)]): _made(made, row[len(by) :]) for row in rows}


def _within(table: Any, scope: Scope) -> ColumnElement[bool]:
    within: ColumnElement[bool] = table.day.between(scope.period.first, scope.period.last)
    return within


def _of_queue(table: Any, scope: Scope) -> ColumnElement[bool]:
    return table.queue == scope.queue if scope.queue else true()


def _of_agent(table: Any, scope: Scope) -> ColumnElement[bool]:
    return table.agent == scope.agent if scope.agent else true()


def _of_channel(table: Any, scope: Scope) -> ColumnElement[bool]:
    return table.channel == scope.channel if scope.channel else true()


def _sums_of(table: Any, made: Any) -> list[ColumnElement[Any]]:
    """Give the sum of each count, and the greatest of what is longest, in the order of the figures' fields."""
    names = [field.name for field in fields(made)]
    return [(func.max if name == "longest" else func.sum)(getattr(table, name)) for name in names]


def _made(made: Callable[..., T], values: Sequence[Any]) -> T:
    """Give the figures; PostgreSQL adds up big numbers as decimals."""
    return made(*(int(value) for value in values))
