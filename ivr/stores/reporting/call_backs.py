"""Adds up call-backs, which are few enough to be read as they are."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.reports.calling_back import CallBackFigures
from ivr.reports.facts import MILLISECOND
from ivr.stores.schema import CallBackRecord

ENDS = frozenset({"reached", "declined", "unanswered", "expired"})


def call_backs(
    session: Session, institution: str, queue: str, begin: datetime, end: datetime
) -> Mapping[str, CallBackFigures]:
    """Give what became of those that were asked for between two instants, by queue ("" for all)."""
    record = CallBackRecord
    wanted = select(record.queue, record.outcome, record.asked, record.dialled, record.handoff).where(
        record.institution == institution, record.asked >= begin, record.asked < end
    )
    found: dict[str, CallBackFigures] = {}
    for name, outcome, asked, dialled, handoff in session.execute(
        wanted.where(record.queue == queue) if queue else wanted
    ):
        waited = (dialled - asked) // MILLISECOND if dialled else 0
        ended = {outcome: 1} if outcome in ENDS else {}
        one = CallBackFigures(1, int(not handoff), dialled=int(dialled is not None), waited=waited, **ended)
        found[name] = found.get(name, CallBackFigures()) + one
    return found
