"""Counts in the database what must be remembered longer than a call: failures, codes sent, documents tried."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.orm import Session

from ivr.stores.schema import LimitEventRecord as Event


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted: events of one kind about one subject (a customer, a number, or everybody: empty)."""

    institution: str
    kind: str
    subject: str = ""


def hold(session: Session, *tallies: Tally) -> None:
    """Keep everybody else from counting the same until the transaction ends; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "sqlite":
        return
    for name in sorted(f"{tally.institution} {tally.kind} {tally.subject}" for tally in tallies):
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def add(session: Session, tally: Tally, at: datetime) -> None:
    """Count one more."""
    session.add(Event(institution=tally.institution, kind=tally.kind, subject=tally.subject, at=at))
    session.flush()


def count_first(session: Session, tally: Tally, most: int, after: datetime, at: datetime) -> int | None:
    """Count a failure before anything is tried; give its number, or None when there were `most` after that instant.

    Of many at once no more than `most` are tried. What turned out right is taken back by `take_back`.
    """
    hold(session, tally)
    if count(session, tally, after) >= most:
        return None
    event = Event(institution=tally.institution, kind=tally.kind, subject=tally.subject, at=at)
    session.add(event)
    session.flush()
    return event.id


def take_back(session: Session, number: int) -> None:
    """Uncount a failure that was counted first and was none."""
    session.delete(session.get_one(Event, number))


def count(session: Session, tally: Tally, after: datetime) -> int:
    """Give how many there were after that instant, itself not included."""
    return session.scalars(select(func.count()).where(*_of(tally), Event.at > after)).one()


def subjects(session: Session, institution: str, kind: str, after: datetime) -> frozenset[str]:
    """Give the different subjects of a kind after that instant."""
    found = select(Event.subject).where(Event.institution == institution, Event.kind == kind, Event.at > after)
    return frozenset(session.scalars(found.distinct()))


def latest(session: Session, tally: Tally) -> datetime | None:
    """Give when it was counted last."""
    return session.scalars(select(func.max(Event.at)).where(*_of(tally))).one()


def count_since(session: Session, tally: Tally, turning: Tally) -> int:
    """Give how many there were since the last `turning` event; all of them when there was none."""
    last = session.scalars(select(func.max(Event.id)).where(*_of(turning))).one() or 0
    return session.scalars(select(func.count()).where(*_of(tally), Event.id > last)).one()


def forget(session: Session, before: datetime) -> int:
    """Delete what was counted before that instant, and give how many that was."""
    return len(session.scalars(delete(Event).where(Event.at < before).returning(Event.id)).all())


def _of(tally: Tally) -> tuple[ColumnElement[bool], ...]:
    return Event.institution == tally.institution, Event.kind == tally.kind, Event.subject == tally.subject
