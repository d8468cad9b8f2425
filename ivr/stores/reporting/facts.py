"""Reads the facts of one day out of the records: calls, handoffs, what the audit proves, turns, and agents' states."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from ivr.institutions import Institution
from ivr.reports.calendar import bounds
from ivr.reports.facts import CallFact, DayFacts, DeedFact, HandoffFact, StateFact, StepFact
from ivr.reports.funnel import DEEDS
from ivr.reports.steps import GOODBYE, WAIT
from ivr.stores.schema import AgentIntervalRecord, AuditRecord, CallRecord, HandoffRecord, TurnRecord

LONGEST_CALL = timedelta(hours=6)
"""A call that began before midnight has no later facts: `ivr.stores.live` forgets it then."""
AFTERWARDS = timedelta(minutes=15)
HOUR = timedelta(hours=1)
LONGEST_STAY = timedelta(days=7)
"""An interval older than this that was never ended belongs to somebody who is long gone."""


def read_day(session: Session, institution: Institution, day: date, now: datetime) -> DayFacts:
    """Give the facts of a local day, as far as they are in the records."""
    begin, end = bounds(day, institution.hours.time_zone)
    steps, states = _steps(session, institution.id, begin, end), _states(session, institution.id, begin, end, now)
    return replace(read_ways(session, institution.id, begin, end), steps=steps, states=states)


def read_ways(session: Session, institution: str, begin: datetime, end: datetime) -> DayFacts:
    """Give the calls that began between two instants and how far they got: no turns and no states."""
    over = _last_end(session, institution, begin, end)
    return DayFacts(
        begin,
        end,
        calls=read_calls(session, institution, begin, end),
        handoffs=read_handoffs(session, institution, begin, over),
        deeds=tuple(_deeds(session, institution, begin, over)),
    )


def _last_end(session: Session, institution: str, begin: datetime, end: datetime) -> datetime:
    """Give when the last of the calls that began between two instants was over; as long as one may last for a live one.

    What belongs to a call happens before its end, or is written a moment after it.
    """
    lasting = func.max(func.coalesce(CallRecord.ended, end + LONGEST_CALL, type_=CallRecord.started.type))
    last = session.scalar(select(lasting).where(*_began(institution, begin, end)))
    return end if last is None else max(end, min(last, end + LONGEST_CALL) + AFTERWARDS)


def _began(institution: str, begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return (CallRecord.institution == institution, CallRecord.started >= begin, CallRecord.started < end)


def read_calls(session: Session, institution: str, begin: datetime, end: datetime) -> tuple[CallFact, ...]:
    """Give the calls that began between two instants."""
    record = CallRecord
    wanted = select(record.sid, record.procedure, record.started, record.outcome).where(
        *_began(institution, begin, end)
    )
    return tuple(CallFact._make(row) for row in session.execute(wanted.order_by(CallRecord.started, CallRecord.sid)))


def read_handoffs(session: Session, institution: str, begin: datetime, end: datetime) -> tuple[HandoffFact, ...]:
    """Give the handoffs, all of them over, that were requested between two instants."""
    record = HandoffRecord
    instants = (record.requested >= begin, record.requested < end)
    return handoffs_where(session, record.institution == institution, *instants)


def handoffs_where(session: Session, *conditions: ColumnElement[bool]) -> tuple[HandoffFact, ...]:
    """Give the handoffs that fulfil the conditions, as facts."""
    record = HandoffRecord
    names = (record.id, record.call, record.queue, record.procedure, record.agent, record.customer != "")
    ended = func.coalesce(record.ended, record.requested, type_=record.requested.type)
    counted = (record.outcome, record.matched, record.talked, record.held, record.in_capsule, record.wrapping)
    told = (record.origin, record.promised_at, record.promised_from, record.promised_to)
    wanted: Any = select(*names, record.requested, record.answered, ended, *counted, *told).where(*conditions)
    wanted = wanted.order_by(record.requested, record.id)
    return tuple(HandoffFact._make(row) for row in session.execute(wanted))


def _deeds(session: Session, institution: str, begin: datetime, end: datetime) -> Iterator[DeedFact]:
    """Give what the audit says of codes and keys; staff and branches do some of it outside a conversation."""
    wanted = select(AuditRecord.kind, AuditRecord.detail).where(
        AuditRecord.institution == institution,
        AuditRecord.kind.in_(tuple(DEEDS)),
        AuditRecord.at >= begin,
        AuditRecord.at < end,
    )
    for kind, text in session.execute(wanted):
        detail = json.loads(text)
        if detail.get("conversation"):
            yield DeedFact(str(detail["conversation"]), kind, str(detail.get("procedure", "")))


def _steps(session: Session, institution: str, begin: datetime, end: datetime) -> tuple[StepFact, ...]:
    """Count the turns of the calls that began in the day, an hour at a time: no statement may take long."""
    rows = (row for since, until in hours(begin, end) for row in session.execute(_turns(institution, since, until)))
    return tuple(StepFact._make(row) for row in rows)


def _turns(institution: str, since: datetime, until: datetime) -> Select[Any]:
    """Count the turns of calls that began between two instants, by version, step and kind."""
    step, kind = _place_and_way(institution)
    version = CallRecord.version
    wanted: Any = _of_calls(select(version, step, kind, func.count()), institution, since, until)
    counted: Select[Any] = wanted.group_by(version, step, kind)
    return counted


def visits(
    session: Session, institution: str, begin: datetime, end: datetime, *, step: str, version: str
) -> Iterator[tuple[str, str]]:
    """Give call and kind of each turn of a step (of all versions for ""), of calls that began between two instants."""
    place, kind = _place_and_way(institution)
    wanted: Any = _of_calls(select(CallRecord.sid, kind), institution, begin, end).where(place == step)
    wanted = wanted.where(CallRecord.version == version) if version else wanted
    for row in session.execute(wanted.order_by(TurnRecord.at.desc())):
        yield row[0], row[1]


def _of_calls(wanted: Any, institution: str, since: datetime, until: datetime) -> Any:
    joined = wanted.join_from(CallRecord, TurnRecord, TurnRecord.call == CallRecord.sid)
    return joined.where(*_began(institution, since, until))


def _place_and_way(institution: str) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """Give a turn's step and kind: a wait bears the handoff's identifier, a hang-up after all is done is a goodbye."""
    prefix = f"{institution}."
    is_wait = func.substr(TurnRecord.step, 1, len(prefix)) == prefix
    is_done = (TurnRecord.kind == "hang_up") & (CallRecord.outcome == "finished") & (CallRecord.procedure != "")
    return (
        case((is_wait, literal_column(f"'{WAIT}'")), else_=TurnRecord.step),
        case((is_done, literal_column(f"'{GOODBYE}'")), else_=TurnRecord.kind),
    )


def _states(session: Session, institution: str, begin: datetime, end: datetime, now: datetime) -> tuple[StateFact, ...]:
    record = AgentIntervalRecord
    until = func.coalesce(record.until, now, type_=record.since.type)
    wanted = select(record.agent, record.state, record.reason, record.since, until).where(
        record.institution == institution,
        record.since >= begin - LONGEST_STAY,
        record.since < min(end, now),
        or_(record.until.is_(None), record.until > begin),
    )
    return tuple(StateFact._make(row) for row in session.execute(wanted))


def hours(begin: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Cut the time between two instants into hours, the last one as short as it has to be."""
    count = -((begin - end) // HOUR)
    return [(begin + place * HOUR, min(begin + (place + 1) * HOUR, end)) for place in range(count)]
