"""Reads the facts of one day out of the records: calls, handoffs, what the audit proves, turns, and agents' states."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from ivr.halting import TO_PAGE
from ivr.institutions import Institution
from ivr.reports.calendar import bounds
from ivr.reports.facts import CallFact, DayFacts, DeedFact, HandoffFact, StateFact, StepFact, VisitFact
from ivr.reports.funnel import DEEDS
from ivr.reports.steps import GOODBYE, WAIT
from ivr.stores.schema import AgentIntervalRecord, AuditRecord, CallRecord, HandoffRecord, TurnRecord, VisitRecord
from ivr.values import Channel

LONGEST_CALL = timedelta(hours=6)
"""A call that began before midnight has no later facts: `ivr.stores.live` forgets it then."""
AFTERWARDS = timedelta(minutes=15)
HOUR = timedelta(hours=1)
LONGEST_STAY = timedelta(days=7)
"""An interval older than this that was never ended belongs to somebody who is long gone."""


def read_day(session: Session, institution: Institution, day: date, now: datetime) -> DayFacts:
    """Give the facts of a local day, as far as they are in the records."""
    begin, end = bounds(day, institution.hours.time_zone)
    steps, states = read_steps(session, institution.id, begin, end), _states(session, institution.id, begin, end, now)
    return replace(read_ways(session, institution.id, begin, end), steps=steps, states=states)


def read_ways(session: Session, institution: str, begin: datetime, end: datetime) -> DayFacts:
    """Give the calls and visits that began between two instants and how far they got: no turns and no states."""
    over = _last_end(session, institution, begin, end)
    pages = read_pages(session, institution, begin, end)
    calls = read_calls(session, institution, begin, end)
    deeds = pages.deeds if pages.visits or not calls else tuple(_deeds(session, institution, begin, over))
    return replace(pages, calls=calls, handoffs=read_handoffs(session, institution, begin, over), deeds=deeds)


def read_pages(session: Session, institution: str, begin: datetime, end: datetime) -> DayFacts:
    """Give what was on a page and began there between two instants, with what the audit says of all until it was over:
    no calls, no turns and no states.
    """
    visits = read_visits(session, institution, begin, end)
    if not visits:
        return DayFacts(begin, end)
    over = _last_end(session, institution, begin, end)
    return DayFacts(begin, end, visits=visits, deeds=tuple(_deeds(session, institution, begin, over)))


def _last_end(session: Session, institution: str, begin: datetime, end: datetime) -> datetime:
    """Give when the last that began between two instants was over; as long as a call may last for a live one.

    What belongs to a call or a visit happens before its end, or is written a moment after it.
    """
    lasts = []
    for record in (CallRecord, VisitRecord):
        lasting = func.max(func.coalesce(record.ended, end + LONGEST_CALL, type_=CallRecord.started.type))
        lasts.append(session.scalar(select(lasting).where(*_began(record, institution, begin, end))))
    last = max((each for each in lasts if each is not None), default=None)
    return end if last is None else max(end, min(last, end + LONGEST_CALL) + AFTERWARDS)


def _began(record: Any, institution: str, begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return (record.institution == institution, record.started >= begin, record.started < end)


def read_calls(session: Session, institution: str, begin: datetime, end: datetime) -> tuple[CallFact, ...]:
    """Give the calls that began between two instants."""
    record = CallRecord
    wanted = select(record.sid, record.procedure, record.started, record.outcome).where(
        *_began(CallRecord, institution, begin, end)
    )
    return tuple(CallFact(*row) for row in session.execute(wanted.order_by(CallRecord.started, CallRecord.sid)))


def read_visits(session: Session, institution: str, begin: datetime, end: datetime) -> tuple[VisitFact, ...]:
    """Give what was on a page and began there between two instants, in their order."""
    record = VisitRecord
    links = (record.linked.is_not(None), record.opened.is_not(None))
    wanted: Any = select(record.id, record.procedure, record.began_on, record.started, *links, record.outcome)
    wanted = wanted.where(*_began(record, institution, begin, end)).order_by(record.started, record.id)
    return tuple(VisitFact._make(row) for row in session.execute(wanted))


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
    wanted = select(AuditRecord.kind, AuditRecord.detail, AuditRecord.channel).where(
        AuditRecord.institution == institution,
        AuditRecord.kind.in_(tuple(DEEDS)),
        AuditRecord.at >= begin,
        AuditRecord.at < end,
    )
    for kind, text, channel in session.execute(wanted):
        detail = json.loads(text)
        if detail.get("conversation"):
            yield DeedFact(str(detail["conversation"]), kind, str(detail.get("procedure", "")), channel)


def read_steps(session: Session, institution: str, begin: datetime, end: datetime) -> tuple[StepFact, ...]:
    """Count the turns of what began in the day, an hour at a time: no statement may take long."""
    hourly = [(record, *each) for each in hours(begin, end) for record in (CallRecord, VisitRecord)]
    rows = (row for each in hourly for row in session.execute(_turns(institution, *each)))
    return tuple(StepFact._make(row) for row in rows)


def _turns(institution: str, record: Any, since: datetime, until: datetime) -> Select[Any]:
    """Count the turns of calls or visits that began between two instants, by version, step, kind and channel."""
    step, kind = _place_and_way(institution, record)
    of = (record.version, step, kind)
    wanted: Any = _with_turns(select(*of, func.count(), TurnRecord.channel), institution, record, since, until)
    counted: Select[Any] = wanted.group_by(*of, TurnRecord.channel)
    return counted


def visits(
    session: Session, institution: str, begin: datetime, end: datetime, *, step: str, version: str, channel: str
) -> Iterator[tuple[CallFact, str]]:
    """Give each turn of a step (of all versions and channels for ""): the call or visit it is of, and its kind; of what
    began between two instants.
    """
    for record, began_on in ((CallRecord, Channel.PHONE), (VisitRecord, Channel.WEB)):
        if began_on == Channel.WEB and channel == Channel.PHONE:
            continue  # a visit is asked by pages alone
        place, kind = _place_and_way(institution, record)
        of = (TurnRecord.call, record.procedure, record.started, record.outcome)
        wanted: Any = _with_turns(select(*of, kind), institution, record, begin, end).where(place == step)
        wanted = wanted.where(record.version == version) if version else wanted
        wanted = wanted.where(TurnRecord.channel == channel) if channel else wanted
        for row in session.execute(wanted.order_by(TurnRecord.at.desc())):
            yield CallFact(row[0], row[1], row[2], row[3], began_on), row[4]


def _with_turns(wanted: Any, institution: str, record: Any, since: datetime, until: datetime) -> Any:
    """Join turns to calls, also those that are of a page, or to visits that began on one: each turn counts once."""
    of = record.sid if record is CallRecord else record.id
    began = _began(record, institution, since, until)
    joined = wanted.join_from(record, TurnRecord, TurnRecord.call == of).where(*began)
    return joined if record is CallRecord else joined.where(record.began_on == Channel.WEB)


def _place_and_way(institution: str, record: Any) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """Give a turn's step and kind: a wait bears the handoff's identifier, a hang-up after all is done is a goodbye, and
    a link that was opened is an answer.
    """
    prefix = f"{institution}."
    is_wait = func.substr(TurnRecord.step, 1, len(prefix)) == prefix
    is_done = (TurnRecord.kind == "hang_up") & (record.outcome == "finished") & (record.procedure != "")
    is_done &= TurnRecord.channel == Channel.PHONE
    is_opened = (TurnRecord.step == TO_PAGE) & (TurnRecord.kind == "nothing")
    ways: Any = ((is_done, literal_column(f"'{GOODBYE}'")), (is_opened, literal_column("'answer'")))
    return (
        case((is_wait, literal_column(f"'{WAIT}'")), else_=TurnRecord.step),
        case(*ways, else_=TurnRecord.kind),
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
