"""What the network says about the rooms where agents and callers meet, and what follows from it."""

from dataclasses import dataclass, replace

import structlog

from ivr.agents.agent import AgentState
from ivr.agents.centre import CallCentre
from ivr.agents.floor import Errand, Move, stamp
from ivr.agents.handoff import LIVE, TOGETHER, Handoff, Outcome, State
from ivr.agents.room.capsule import is_in_room
from ivr.agents.room.guests import Guests
from ivr.agents.room.paths import is_of_offer, is_of_room, leads_to_turn, room_path
from ivr.agents.room.returning import Returning
from ivr.agents.room.transferring import Transferring
from ivr.errors import AgentLost, CallUnknown, ConflictError, Journaled, SwitchboardRefused, Unavailable
from ivr.ports import Conversations
from ivr.values import AgentOnCall

log = structlog.get_logger()
CALLING = frozenset({State.CALLING_AGENT})
IN_CAPSULE = frozenset({State.CAPSULE})
HUNG_UP = "participant_hung_up"


@dataclass(frozen=True, slots=True)
class RoomEvent:
    """Somebody came into a room or left it: `kind` join or leave, `sequence` orders the events of a `conference`."""

    handoff: str
    conference: str
    kind: str
    sequence: int
    call: str
    reason: str = ""


@dataclass(frozen=True)
class Rooms:
    """The use cases behind the webhooks of rooms. Every event may come twice, late, and in any order."""

    centre: CallCentre
    conversations: Conversations
    transferring: Transferring
    returning: Returning

    @property
    def guests(self) -> Guests:
        """What becomes of whoever else was called into a room."""
        return Guests(self.centre)

    def agent_answered(self, handoff_id: str, leg: str, token: str) -> bool:
        """Say whether an agent's leg that was answered may enter the room; any other one must be hung up."""
        handoff = self.centre.floor.get(handoff_id)
        if handoff is None or not is_of_offer(self.centre.tokens, token, handoff):
            return False
        if handoff.state in TOGETHER:  # the same webhook again
            return handoff.agent_leg == leg or self.returning.answered(handoff, leg)
        try:
            self.centre.move(Move(handoff_id, CALLING, "ringing", None, handoff.agent, fields={"agent_leg": leg}))
        except ConflictError:
            return False
        return True

    def caller_enters(self, handoff_id: str, call: str, token: str) -> bool:
        """Say whether the caller's leg may enter the room: an agent must be there for them."""
        handoff = self.centre.floor.get(handoff_id)
        if handoff is None or handoff.call != call or not is_of_room(self.centre.tokens, token, handoff_id):
            return False
        if handoff.state is not State.TALKING:
            return False
        self.centre.floor.run(Errand(handoff_id, call, room_path(self.centre.tokens, handoff_id)))
        return True

    def happened(self, event: RoomEvent) -> None:
        """Take note of a join or a leave, once and never out of order."""
        handoff = self.centre.floor.get(event.handoff)
        if handoff is None or not self.centre.floor.is_news(*_place_in_order(event)):
            return
        self._follow(handoff, event)
        self.centre.floor.fresh(*_place_in_order(event))  # only now: what could not be dealt with is told again

    def _follow(self, handoff: Handoff, event: RoomEvent) -> None:
        if event.kind == "join":
            self._joined(handoff, event.call)
        elif event.call == handoff.agent_leg:
            self.agent_lost(handoff)
        elif event.call != handoff.call:
            self.guests.left(handoff, event.call)
        elif event.reason == HUNG_UP and handoff.state in LIVE:
            self.centre.end(handoff, Outcome.HUNG_UP)

    def _joined(self, handoff: Handoff, call: str) -> None:
        if call == handoff.agent_leg:
            self._agent_joined(handoff)
        elif call != handoff.call:
            if not self.guests.came(handoff, call):
                self._stranger_joined(handoff, call)
        elif handoff.state is State.TALKING and handoff.progress:
            self.reopen(handoff)

    def _agent_joined(self, handoff: Handoff) -> None:
        """Bring the caller over, now that somebody is there, or is back."""
        if handoff.state in TOGETHER and self.returning.settled(handoff):
            return
        path = room_path(self.centre.tokens, handoff.id)
        fields = {"answered": stamp(self.centre.clock.now()), "path": path}
        errands = (Errand(handoff.id, handoff.call, path),)
        move = Move(handoff.id, CALLING, "talking", State.TALKING, handoff.agent, fields=fields, errands=errands)
        try:
            self.centre.move(move)
        except ConflictError:
            log.info("agent_joined_late", handoff=handoff.id, state=handoff.state)

    def _stranger_joined(self, handoff: Handoff, call: str) -> None:
        """Put out whoever nobody called, and a guest while a caller types secrets or the room is over."""
        log.warning("listener_refused", handoff=handoff.id, call=call, institution=handoff.institution)
        try:
            self.centre.switchboard.remove(handoff.id, call)
        except (SwitchboardRefused, Unavailable):
            self.centre.run(Errand(handoff.id, call))

    def reopen(self, handoff: Handoff) -> None:
        """Let agent and caller hear each other again, and the recording go on; what fails is repeated later."""
        try:
            self.centre.switchboard.hold(handoff.id, handoff.agent_leg, held=False)
            self.centre.switchboard.resume_recording(handoff.id)
        except (SwitchboardRefused, Unavailable):
            log.warning("room_not_reopened", handoff=handoff.id)

    def talk_on(self, handoff: Handoff, progress: str = "") -> None:
        """Give up a capsule that was not entered: agent and caller go on talking. Raises ConflictError."""
        move = Move(handoff.id, IN_CAPSULE, "capsule_failed", State.TALKING, handoff.agent, progress=progress)
        self.centre.move(move)
        self.reopen(handoff)

    def agent_leg_ended(self, handoff_id: str, leg: str, token: str) -> None:
        """Take note that an agent's telephone did not answer, was busy, failed, or hung up."""
        handoff = self.centre.floor.get(handoff_id)
        if handoff is None or not is_of_offer(self.centre.tokens, token, handoff):
            return
        if handoff.agent_leg in ("", leg):
            self.agent_lost(replace(handoff, agent_leg=leg))

    def agent_lost(self, handoff: Handoff) -> None:
        """Carry on without the agent, unless their telephone is a page that may come back: it is waited for first."""
        if not self.returning.waits(handoff):
            self.agent_gone(handoff)

    def agent_gone(self, handoff: Handoff) -> None:
        """Carry on without an agent who does not come back: a caller who waits returns to the front, one who talked
        goes on in the script.

        Where a colleague is in the room the caller stays with them.
        """
        self.returning.give_up(handoff)
        if handoff.state is State.TALKING and self.transferring.take_over(handoff):
            return
        try:
            if handoff.state is State.CALLING_AGENT:
                self.centre.requeue(handoff, "agent_missed", frees=AgentState.OFFLINE)
            elif handoff.state is State.TALKING:
                self.release(handoff, AgentLost(), Outcome.AGENT_LOST)
            elif handoff.state in TOGETHER:
                self.centre.end(handoff, Outcome.AGENT_LOST)
        except ConflictError:  # somebody else has dealt with it
            log.info("agent_lost_late", handoff=handoff.id)

    def release(self, handoff: Handoff, answer: Journaled, outcome: Outcome) -> None:
        """End the conversation with the agent; the caller hears what follows in the script.

        The answer is written before anything else, so that a redirect which gets lost can be repeated. Raises
        ConflictError when the caller does not wait for this agent any more.
        """
        path = written(self.conversations, handoff, answer)
        self.centre.end(handoff, outcome, path=path)

    def onward(self, handoff_id: str, call: str) -> str:
        """Give the turn to which the caller was led last, or nothing when they were never led to one."""
        handoff = self.centre.floor.get(handoff_id)
        return handoff.path if handoff and handoff.call == call and leads_to_turn(handoff.path) else ""

    def caller_left(self, handoff_id: str, call: str, token: str) -> str | None:
        """Give the path for a caller's leg that left the room without being led away; None for any other leg.

        An empty path means that the conversation goes on where it stands.
        """
        handoff = self.centre.floor.get(handoff_id)
        if handoff is None or handoff.call != call or not is_of_room(self.centre.tokens, token, handoff_id):
            return None
        if handoff.state is State.TALKING:
            if not is_in_room(self.centre.switchboard, handoff_id, handoff.agent_leg):
                self.agent_lost(handoff)
            if self._has_agent(handoff_id):
                return room_path(self.centre.tokens, handoff_id)
        return self.onward(handoff_id, call)

    def _has_agent(self, handoff_id: str) -> bool:
        handoff = self.centre.floor.get(handoff_id)
        return handoff is not None and handoff.state is State.TALKING


def written(conversations: Conversations, handoff: Handoff, answer: AgentOnCall | Journaled) -> str:
    """Write an answer into the caller's conversation and give the path of its turn.

    Raises ConflictError when the caller does not wait for it, or is not there any more.
    """
    try:
        return conversations.answer(handoff.call, handoff.id, answer)
    except CallUnknown as error:
        raise ConflictError("the call has ended") from error


def _place_in_order(event: RoomEvent) -> tuple[str, str, str, int]:
    return event.handoff, event.conference, event.call, event.sequence
