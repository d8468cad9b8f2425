"""What a supervisor may do to the floor: each in their own institution only, and written down before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from ivr.agents.agent import AgentIdentity, AgentState, Wish
from ivr.agents.centre import CallCentre
from ivr.agents.handoff import LIVE, Handoff, State, institution_of
from ivr.agents.reasons import reason_of
from ivr.agents.room.rooms import Rooms
from ivr.agents.supervision.notices import FREE, LONGEST_TEXT, Announcement, ClosedQueue, Notices
from ivr.errors import ConflictError, DeskError, Unavailable

LONGEST_WHY = 120
LONGEST_MINUTES = 24 * 60
GIVEN_BACK = frozenset({State.OFFERED, State.CALLING_AGENT})


@dataclass(frozen=True)
class FloorDeed:
    """What a supervisor is about to do: a stable word, to whom (an agent or a caller's handoff), and the rest."""

    institution: str
    kind: str
    supervisor: str
    agent: str = ""
    handoff: Handoff | None = None
    detail: Mapping[str, str | int] = field(default_factory=dict)


class FloorTrail(Protocol):
    """The audit of the floor, and who may be meant."""

    def note(self, deed: FloorDeed) -> None:
        """Write one entry. Raises Unavailable: then nothing is done."""

    def is_agent(self, institution: str, agent: str) -> bool:
        """Say whether somebody takes calls at this institution. Raises Unavailable."""

    def end_sessions(self, institution: str, supervisor: str, agent: str) -> None:
        """Sign an agent out everywhere, and write that down, in one transaction.

        Raises DeskError: forbidden when the supervisor's own right is over, unknown_agent.
        """


class Places(Protocol):
    """What only a supervisor changes on the floor. Raises Unavailable."""

    def place(self, handoff: Handoff, queue: str, now: datetime, *, front: bool) -> None:
        """Give a caller who waits a place in `queue`, or before all. Raises ConflictError when they wait no more."""

    def unstick(self, institution: str, agent: str, now: datetime) -> bool:
        """Free an agent whom a call keeps that is over or not theirs; say whether there was such a call."""


@dataclass(frozen=True)
class Supervising:
    """The use cases behind the floor's buttons. Each raises DeskError with a stable code.

    Codes: unavailable, unknown_agent, unknown_queue, unknown_reason, unknown_announcement, not_yours (also for a call
    that does not exist), not_waiting, not_stuck, malformed. `sentences` are the announcements of each institution's
    list.
    """

    centre: CallCentre
    rooms: Rooms
    places: Places
    notices: Notices
    trail: FloorTrail
    sentences: Mapping[str, Mapping[str, str]]

    def free(self, who: AgentIdentity, agent: str) -> None:
        """Free an agent who is stuck: their leg ends, and a caller they had goes before all others.

        A caller at the keypad goes on there alone. An agent whose page is gone is offline afterwards.
        """
        self._check_agent(who, agent)
        standing = self.centre.floor.agent(who.institution, agent)
        if standing.state not in (AgentState.OFFERED, AgentState.BUSY, AgentState.WRAP_UP):
            raise DeskError("not_stuck")
        handoff = self.centre.floor.get(standing.handoff) if standing.handoff else None
        theirs = handoff if handoff and handoff.agent == agent and handoff.state in LIVE else None
        self._note(FloorDeed(who.institution, "agent_freed", who.id, agent, handoff, {"state": standing.state}))
        if theirs is not None and standing.state is not AgentState.WRAP_UP:
            self._part(theirs)
        else:
            self.places.unstick(who.institution, agent, self.centre.clock.now())
        if self.centre.floor.agent(who.institution, agent).state is AgentState.WRAP_UP:
            self._direct(who.institution, agent, Wish.AVAILABLE)
        self.centre.distribute(who.institution)

    def _part(self, handoff: Handoff) -> None:
        """End the agent's part of a call; somebody else may have done so a moment ago."""
        try:
            if handoff.state in GIVEN_BACK:
                self.centre.requeue(handoff, "freed", frees=AgentState.AVAILABLE, declined=True)
            else:
                self.rooms.agent_lost(handoff)
        except ConflictError:
            return

    def set_state(self, who: AgentIdentity, agent: str, state: str, reason: str) -> None:
        """Make an agent available, offline, or not ready for a `reason`; during a call it holds for afterwards."""
        self._check_agent(who, agent)
        wishes = {"available": Wish.AVAILABLE, "offline": Wish.OFFLINE, "not_ready": Wish.NOT_READY}
        if state not in wishes or (state == "not_ready") != bool(reason):
            raise DeskError("malformed", "state")
        reason_of(self.centre.institutions[who.institution], reason)
        detail = {"state": state, "reason": reason}
        self._note(FloorDeed(who.institution, "agent_state_set", who.id, agent, None, detail))
        self._direct(who.institution, agent, wishes[state], reason)
        self.centre.distribute(who.institution)

    def _direct(self, institution: str, agent: str, wish: Wish, reason: str = "") -> None:
        why = reason_of(self.centre.institutions[institution], reason)
        self.centre.floor.presence(institution, agent, wish, self.centre.clock.now(), why, directed=True)

    def prioritise(self, who: AgentIdentity, handoff_id: str) -> None:
        """Put a caller who waits before all others of their queue."""
        handoff = self._waiting(who, handoff_id)
        self._place(who, handoff, handoff.queue, "call_prioritised", front=True)

    def move(self, who: AgentIdentity, handoff_id: str, queue: str) -> None:
        """Have a caller wait in another queue, at the place that their time gives them there."""
        self._check_queue(who, queue)
        self._place(who, self._waiting(who, handoff_id), queue, "call_moved", front=False)

    def _place(self, who: AgentIdentity, handoff: Handoff, queue: str, kind: str, *, front: bool) -> None:
        detail = {"from": handoff.queue, "to": queue}
        self._note(FloorDeed(who.institution, kind, who.id, "", handoff, detail))
        try:
            self.places.place(handoff, queue, self.centre.clock.now(), front=front)
        except ConflictError as error:
            raise DeskError("not_waiting") from error
        self.centre.distribute(who.institution)

    def close(self, who: AgentIdentity, queue: str, why: str, minutes: int) -> None:
        """Take nobody new into a queue, for some minutes or (0) until it is opened; who waits is served."""
        self._check_queue(who, queue)
        now, until = self._times(minutes)
        self._note(FloorDeed(who.institution, "queue_closed", who.id, "", None, _about(queue, why, minutes)))
        self.notices.close(who.institution, queue, ClosedQueue(who.name, now, why, until))

    def open(self, who: AgentIdentity, queue: str) -> None:
        """Take callers again."""
        self._check_queue(who, queue)
        self._note(FloorDeed(who.institution, "queue_opened", who.id, "", None, {"queue": queue}))
        self.notices.open(who.institution, queue)

    def announce(self, who: AgentIdentity, prompt: str, text: str, minutes: int) -> None:
        """Have every caller hear a sentence before the menu: one of the list, or a text of one's own with FREE."""
        if prompt not in self.sentences.get(who.institution, {}):
            raise DeskError("unknown_announcement")
        if (prompt == FREE) != bool(text) or len(text) > LONGEST_TEXT or not text.isprintable():
            raise DeskError("malformed", "text")
        now, until = self._times(minutes)
        detail: Mapping[str, str | int] = {"prompt": prompt, "text": text, "minutes": minutes}
        self._note(FloorDeed(who.institution, "announced", who.id, "", None, detail))
        self.notices.announce(who.institution, Announcement(prompt, text, who.name, now, until))

    def withdraw(self, who: AgentIdentity) -> None:
        """Say nothing before the menu any more."""
        self._note(FloorDeed(who.institution, "announcement_withdrawn", who.id))
        self.notices.withdraw(who.institution)

    def end_sessions(self, who: AgentIdentity, agent: str) -> None:
        """Sign an agent out everywhere; a call under way goes on by telephone, and they take no more."""
        self._check_agent(who, agent)
        try:
            self.trail.end_sessions(who.institution, who.id, agent)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        self._direct(who.institution, agent, Wish.OFFLINE)
        self.centre.distribute(who.institution)

    def _waiting(self, who: AgentIdentity, handoff_id: str) -> Handoff:
        handoff = self.centre.floor.get(handoff_id) if institution_of(handoff_id) == who.institution else None
        if handoff is None:
            raise DeskError("not_yours")
        if handoff.state is not State.WAITING:
            raise DeskError("not_waiting")
        return handoff

    def _times(self, minutes: int) -> tuple[datetime, datetime | None]:
        if not 0 <= minutes <= LONGEST_MINUTES:
            raise DeskError("malformed", "minutes")
        now = self.centre.clock.now()
        return now, now + timedelta(minutes=minutes) if minutes else None

    def _check_agent(self, who: AgentIdentity, agent: str) -> None:
        try:
            known = self.trail.is_agent(who.institution, agent)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        if not known:
            raise DeskError("unknown_agent")

    def _check_queue(self, who: AgentIdentity, queue: str) -> None:
        if queue not in self.centre.institutions[who.institution].queues:
            raise DeskError("unknown_queue")

    def _note(self, deed: FloorDeed) -> None:
        """Write it down first; what cannot be written is not done."""
        try:
            self.trail.note(deed)
        except Unavailable as error:
            raise DeskError("unavailable") from error


def _about(queue: str, why: str, minutes: int) -> Mapping[str, str | int]:
    return {"queue": queue, "why": why[:LONGEST_WHY], "minutes": minutes}
