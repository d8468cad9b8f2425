"""An agent's own day, from the records: how many calls, how long they took, and how much time went where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ivr.agents.agent import AgentState
from ivr.agents.desk.day import Day, Span
from ivr.stores.records import Records
from ivr.stores.schema import AgentIntervalRecord as Interval
from ivr.stores.schema import HandoffRecord


@dataclass(frozen=True)
class AgentDays:
    """Reads days. Raises Unavailable."""

    records: Records

    def day(self, institution: str, agent: str, since: datetime, now: datetime) -> Day:
        """Give what an agent did from `since` until now; what lasts longer is counted within.

        A call is handled, and belongs to a day, by the definitions of the reports (docs/figures.md).
        """
        with self.records.read() as session:
            intervals = _intervals(session, institution, agent, since, now)
            handled = _handled(session, institution, agent, since, now)
        spans: Counter[tuple[str, str]] = Counter()
        for interval in intervals:
            lasted = min(interval.until or now, now) - max(interval.since, since)
            spans[interval.state, interval.reason] += max(0, round(lasted / timedelta(milliseconds=1)))
        states = tuple(Span(AgentState(state), reason, total // 1000) for (state, reason), total in spans.items())
        return Day(since, len(handled), sum(handled) // len(handled) // 1000 if handled else 0, states)


def _intervals(session: Session, institution: str, agent: str, since: datetime, now: datetime) -> Sequence[Interval]:
    theirs = select(Interval).where(Interval.institution == institution, Interval.agent == agent)
    theirs = theirs.where(Interval.since < now, or_(Interval.until.is_(None), Interval.until > since))
    return session.scalars(theirs.order_by(Interval.since)).all()


def _handled(session: Session, institution: str, agent: str, since: datetime, now: datetime) -> Sequence[int]:
    """Give the handling time of each of their calls that was answered and is over, in milliseconds.

    A call that they gave to somebody else is one too: what they did of it is a handoff of its own, which has ended.
    """
    parts = HandoffRecord.talked + HandoffRecord.held + HandoffRecord.in_capsule + HandoffRecord.wrapping
    theirs = select(parts).where(HandoffRecord.institution == institution, HandoffRecord.agent == agent)
    theirs = theirs.where(HandoffRecord.requested >= since, HandoffRecord.requested < now)
    return session.scalars(theirs.where(HandoffRecord.answered.is_not(None))).all()
