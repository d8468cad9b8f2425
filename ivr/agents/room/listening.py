"""A supervisor in the room: hears both, is heard by nobody, by the agent alone, or by both; never in the capsule."""

from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.handoff import Handoff, State, institution_of
from ivr.agents.room.guest import Guest, GuestKind
from ivr.agents.room.guests import Guests, guest_by
from ivr.agents.supervision.supervising import FloorDeed, FloorTrail
from ivr.errors import DeskError, SwitchboardRefused, Unavailable

APART = frozenset({State.CAPSULE, State.HOLDING})


@dataclass(frozen=True)
class Listening:
    """What a supervisor may do with the rooms of their own institution; the audit is written before anybody is heard.

    Each raises DeskError: not_yours (also for one that does not exist), ended, private (the caller is at the keypad),
    not_talking, in_another_room, own_call, still_calling (their telephone rings), unavailable.
    """

    guests: Guests
    trail: FloorTrail

    def listen(self, supervisor: AgentIdentity, handoff_id: str) -> None:
        """Hear both and be heard by nobody."""
        self._be(supervisor, handoff_id, GuestKind.LISTEN)

    def whisper(self, supervisor: AgentIdentity, handoff_id: str) -> None:
        """Be heard by the agent alone."""
        self._be(supervisor, handoff_id, GuestKind.WHISPER)

    def barge(self, supervisor: AgentIdentity, handoff_id: str) -> None:
        """Be heard by both."""
        self._be(supervisor, handoff_id, GuestKind.BARGE)

    def leave(self, supervisor: AgentIdentity, handoff_id: str) -> None:
        """Go; who is not there (any more) has gone already."""
        handoff = self._watched(supervisor, handoff_id)
        guest = guest_by(handoff, supervisor.id)
        if guest is not None and guest.kind is not GuestKind.CONSULT:
            self._note("listening_ended", supervisor, handoff)
            self.guests.dismiss(handoff, guest)

    def standing(self, supervisor: AgentIdentity, handoff_id: str) -> Guest | None:
        """Give how the supervisor stands in this room, or None."""
        return guest_by(self._watched(supervisor, handoff_id), supervisor.id)

    def _be(self, supervisor: AgentIdentity, handoff_id: str, kind: GuestKind) -> None:
        handoff = self._watched(supervisor, handoff_id)
        if handoff.state is not State.TALKING:
            raise DeskError(refusal(handoff.state))
        guest = guest_by(handoff, supervisor.id)
        if handoff.agent == supervisor.id or (guest and guest.kind is GuestKind.CONSULT):
            raise DeskError("own_call")
        self._note(kind, supervisor, handoff)
        if guest is None:
            self.guests.invite(handoff, supervisor, kind)
            self.guests.call(handoff_id, supervisor)
        elif guest.kind is not kind:
            self._change(handoff, guest, kind)

    def _note(self, kind: str, supervisor: AgentIdentity, handoff: Handoff) -> None:
        try:
            self.trail.note(FloorDeed(handoff.institution, kind, supervisor.id, handoff.agent, handoff))
        except Unavailable as error:
            raise DeskError("unavailable") from error

    def _watched(self, supervisor: AgentIdentity, handoff_id: str) -> Handoff:
        handoff = self.guests.centre.floor.get(handoff_id)
        if handoff is None or institution_of(handoff_id) != supervisor.institution:
            raise DeskError("not_yours")
        return handoff

    def _change(self, handoff: Handoff, guest: Guest, kind: GuestKind) -> None:
        """Silence them first: whatever fails half way, the caller hears nothing that was meant for the agent."""
        if not guest.joined:
            raise DeskError("still_calling")
        board = self.guests.centre.switchboard
        try:
            board.mute(handoff.id, guest.leg, muted=True)
            self.guests.change(handoff, guest, GuestKind.LISTEN)
            board.coach(handoff.id, guest.leg, handoff.agent_leg if kind is GuestKind.WHISPER else "")
            self.guests.change(handoff, guest, kind)
            if kind is not GuestKind.LISTEN:
                board.mute(handoff.id, guest.leg, muted=False)
        except (SwitchboardRefused, Unavailable) as error:
            raise DeskError("unavailable") from error


def refusal(state: State) -> str:
    """Give the word for a room that nobody may come into now."""
    if state is State.ENDED:
        return "ended"
    return "private" if state in APART else "not_talking"
