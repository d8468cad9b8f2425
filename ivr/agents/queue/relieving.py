"""The worker's look at those who wait: who has waited too long for their queue, and who waits after it closed."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from ivr.agents.centre import CallCentre
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.queue.entering import news_of
from ivr.agents.reconciler import mend
from ivr.agents.room.rooms import Rooms
from ivr.errors import QueueClosed
from ivr.hours import closed_for, closed_interval
from ivr.institutions import Institution, QueueRule
from ivr.queues import Condition, Relief

log = structlog.get_logger()


@dataclass(frozen=True)
class Relieving:
    """Two jobs: `relieve` every few seconds, `close` after closing time. Either may run twice at once."""

    centre: CallCentre
    rooms: Rooms

    def relieve(self) -> int:
        """Do for those who have waited too long what their queue's table says; give how many those were."""
        tables = self.centre.institutions.values()
        return sum(self._relieve(table, queue) for table in tables for queue in table.queues.values())

    def _relieve(self, institution: Institution, queue: QueueRule) -> int:
        rule, now = queue.distribution.rule(Condition.WAITED), self.centre.clock.now()
        if rule is None:
            return 0
        to = rule.queue if rule.then is Relief.QUEUE else ""
        news = news_of(rule, institution, now)
        concerned = self.centre.floor.relieve(institution.id, queue.id, now, over=rule.over, to=to, news=news)
        for handoff in concerned:
            log.info("overflow", handoff=handoff, institution=institution.id, queue=queue.id, then=rule.then)
        if concerned:
            self.centre.distribute(institution.id)
        return len(concerned)

    def close(self) -> int:
        """Say farewell to those who still wait when the time after closing is over; give how many those were."""
        return sum(map(self._close, self.centre.institutions.values()))

    def _close(self, institution: Institution) -> int:
        now = self.centre.clock.now()
        closed = closed_for(institution.hours, now)
        if closed == timedelta(0):
            return 0
        closing = QueueClosed(closed_interval(institution.hours, now))
        waiting = (one for one in self.centre.floor.live(institution.id) if one.state is State.WAITING)
        return sum(self._farewell(one, closing) for one in waiting if _is_late(institution, one, closed))

    def _farewell(self, handoff: Handoff, closing: QueueClosed) -> int:
        return mend("closing_time", handoff.id, lambda: self.rooms.release(handoff, closing, Outcome.CLOSED))


def _is_late(institution: Institution, handoff: Handoff, closed: timedelta | None) -> bool:
    grace = institution.queues[handoff.queue].distribution.closing_grace
    return closed is None or closed > timedelta(seconds=grace)
