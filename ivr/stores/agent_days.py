"""An agent's own day, from the records: how many calls, how long they took, and how much time went where."""

from collections import Counter
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
        """Give what an agent did from `since` until now; what lasts longer is counted within."""
        with self.records.read() as session:
            theirs = select(Interval).where(Interval.institution == institution, Interval.agent == agent)
            theirs = theirs.where(Interval.since < now, or_(Interval.until.is_(None), Interval.until > since))
            intervals = list(session.scalars(theirs.order_by(Interval.since)))
            taken = {interval.handoff for interval in intervals if interval.state == AgentState.BUSY}
            handled = _handled(session, agent, taken)
        spans: Counter[tuple[str, str]] = Counter()
        for interval in intervals:
            lasted = min(interval.until or now, now) - max(interval.since, since)
            spans[interval.state, interval.reason] += max(0, round(lasted / timedelta(milliseconds=1)))
        states = tuple(Span(AgentState(state), reason, total // 1000) for (state, reason), total in spans.items())
        return Day(since, len(handled), sum(handled) // len(handled) // 1000 if handled else 0, states)


def _handled(session: Session, agent: str, handoffs: set[str]) -> list[int]:
    """Give the handling time of each of their calls that was answered and is over, in milliseconds."""
    parts = HandoffRecord.talked + HandoffRecord.held + HandoffRecord.in_capsule + HandoffRecord.wrapping
    theirs = select(parts).where(HandoffRecord.id.in_(sorted(handoffs)), HandoffRecord.agent == agent)
    return list(session.scalars(theirs.where(HandoffRecord.answered.is_not(None), HandoffRecord.ended.is_not(None))))
