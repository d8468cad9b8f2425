"""Mends what got lost: offers nobody took, pages that vanished, commands not carried out, calls that are over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from ivr.agents.agent import GONE_AFTER, AgentState, Wish
from ivr.agents.centre import CallCentre
from ivr.agents.checks.progress import AT_KEYPAD
from ivr.agents.desk.desk import RING_SECONDS
from ivr.agents.floor import Errand
from ivr.agents.handoff import TOGETHER, Handoff, Outcome, State
from ivr.agents.room.capsule import is_in_room
from ivr.agents.room.guest import Guest
from ivr.agents.room.legs import is_over
from ivr.agents.room.paths import leads_to_turn
from ivr.agents.room.rooms import Rooms
from ivr.errors import ConflictError, QueueClosed, SwitchboardRefused, Unavailable

log = structlog.get_logger()
ERRAND_PATIENCE = timedelta(seconds=3)  # whoever wrote an errand carries it out themselves, normally at once
SETTLED = timedelta(seconds=15)  # the network's lists may lag behind its events
NOBODY_SINCE = timedelta(minutes=2)
WHY = timedelta(seconds=30)
"""How long a caller who comes back from the keypad may hear why; after that the queue takes them to the room."""


@dataclass(frozen=True)
class Reconciler:
    """Two jobs for the worker: `tend` every second, `compare` four times a minute. Either may run twice at once."""

    centre: CallCentre
    rooms: Rooms

    def tend(self) -> int:
        """Return offers that ran out, note pages that vanished, repeat what is owed; give how much was mended."""
        return sum(map(self._tend, self.centre.institutions))

    def compare(self) -> int:
        """Compare every live handoff with what the network knows; give how many were mended."""
        return sum(map(self._compare, self.centre.institutions))

    def _tend(self, institution: str) -> int:
        floor, now, mended = self.centre.floor, self.centre.clock.now(), 0
        for agent in floor.vanished(institution, now):
            mended += mend("page_vanished", agent, partial(floor.presence, institution, agent, Wish.GONE, now))
        for agent in floor.times(institution, now):
            log.info("time_is_over", agent=agent, institution=institution)
        for handoff in filter(None, map(floor.get, floor.expired(institution, now))):
            mended += mend("offer_missed", handoff.id, partial(self._missed, handoff))
        for handoff in self.rooms.returning.overdue(institution):
            mended += mend("agent_away", handoff.id, partial(self.rooms.agent_gone, handoff))
        for errand in floor.errands(institution):
            if self._is_due(errand, now):
                mended += mend("errand", errand.handoff, partial(self.centre.run, errand))
        for handoff_id in floor.unsaved(institution):
            mended += mend("record", handoff_id, partial(self._save, handoff_id))
        return mended + mend_count("offers", self.centre.distribute(institution))

    def _missed(self, handoff: Handoff) -> None:
        """An agent who does not take an offer is not there: the next offer goes to somebody else."""
        self.centre.requeue(handoff, "offer_missed", frees=AgentState.OFFLINE)

    def _is_due(self, errand: Errand, now: datetime) -> bool:
        handoff = self.centre.floor.get(errand.handoff)
        return handoff is None or now - handoff.moved > (WHY if hears_why(handoff, errand) else ERRAND_PATIENCE)

    def _save(self, handoff_id: str) -> None:
        handoff = self.centre.floor.get(handoff_id)
        if handoff is None:
            self.centre.floor.saved(handoff_id)
        else:
            self.centre.save(handoff)

    def _compare(self, institution: str) -> int:
        """Read the handoffs first: a call that is in one of them and not in the later list has ended."""
        now = self.centre.clock.now()
        settled = [handoff for handoff in self.centre.floor.live(institution) if now - handoff.moved > SETTLED]
        if not settled:
            return 0
        try:
            calls = frozenset(self.centre.switchboard.live_calls())
            seen = self.centre.floor.last_seen(institution)
        except (Unavailable, SwitchboardRefused):
            return 0
        deserted = seen is None or now - seen > GONE_AFTER
        return sum(self._hold_against(handoff, calls, now, deserted=deserted) for handoff in settled)

    def _hold_against(self, handoff: Handoff, calls: frozenset[str], now: datetime, *, deserted: bool) -> int:
        if handoff.call not in calls and is_over(self.centre.switchboard, handoff.call):
            return mend("caller_gone", handoff.id, partial(self.centre.end, handoff, Outcome.HUNG_UP))
        if handoff.state is State.WAITING and deserted and now - handoff.moved > NOBODY_SINCE:
            closed = QueueClosed("staff")
            return mend("deserted", handoff.id, partial(self.rooms.release, handoff, closed, Outcome.CLOSED))
        if handoff.state is State.CALLING_AGENT and now - handoff.moved > SETTLED + timedelta(seconds=RING_SECONDS):
            return mend("agent_silent", handoff.id, partial(self.rooms.agent_lost, handoff))
        if self._agent_is_gone(handoff, calls):
            return mend("agent_gone", handoff.id, partial(self.rooms.agent_lost, handoff))
        if handoff.state is State.CAPSULE and not is_confirmed(handoff) and self._sits_in_room(handoff):
            return mend("capsule_stuck", handoff.id, partial(self.rooms.talk_on, handoff))
        lost = [guest for guest in handoff.guests if self._is_lost(guest, calls, now)]
        return sum(mend("guest_gone", guest.id, partial(self.rooms.guests.forget, handoff, guest)) for guest in lost)

    def _is_lost(self, guest: Guest, calls: frozenset[str], now: datetime) -> bool:
        """Say whether a guest's telephone is over, or was never called because a worker died."""
        if now - guest.since <= SETTLED:
            return False
        return guest.leg not in calls and is_over(self.centre.switchboard, guest.leg)

    def _agent_is_gone(self, handoff: Handoff, calls: frozenset[str]) -> bool:
        together = handoff.state in TOGETHER and handoff.agent_leg not in calls
        return together and is_over(self.centre.switchboard, handoff.agent_leg)

    def _sits_in_room(self, handoff: Handoff) -> bool:
        """Say whether a caller was promised the keypad, and nobody ever led them there."""
        owed = {errand.handoff for errand in self.centre.floor.errands(handoff.institution)}
        return handoff.id not in owed and is_in_room(self.centre.switchboard, handoff.id, handoff.call)


def is_confirmed(handoff: Handoff) -> bool:
    """Say whether the capsule was found private since it was last closed: a caller may come to the keypad twice."""
    return handoff.capsule is not None and handoff.capsule >= handoff.moved


def hears_why(handoff: Handoff, errand: Errand) -> bool:
    """Say whether an errand leads a caller back from the keypad to their agent: a sentence comes before the room."""
    back = handoff.state is State.TALKING and AT_KEYPAD in handoff.progress
    return back and errand.call == handoff.call and not leads_to_turn(errand.path)


def mend(what: str, subject: str, do: Callable[[], object]) -> int:
    """Mend one thing and say so, unless `do` says False; one that cannot be mended now does not keep others waiting."""
    try:
        mended = do() is not False
    except (ConflictError, Unavailable, SwitchboardRefused) as error:
        log.info("not_mended", what=what, subject=subject, reason=type(error).__name__)
        return 0
    return mend_count(what, int(mended), subject)


def mend_count(what: str, count: int, subject: str = "") -> int:
    """Say how many were mended, if any."""
    if count:
        log.info("mended", what=what, subject=subject, count=count)
    return count
