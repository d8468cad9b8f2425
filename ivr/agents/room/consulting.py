"""An agent asks a colleague: the caller hears music, the colleague's telephone rings; then two talk, or three."""

from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.handoff import Handoff, State, institution_of
from ivr.agents.outside import AuditTrail
from ivr.agents.rights import theirs
from ivr.agents.room.guest import GuestKind
from ivr.agents.room.guests import Guests, asked, guest_by
from ivr.agents.room.holding import Holding
from ivr.errors import DeskError, Unavailable


@dataclass(frozen=True)
class Consulting:
    """A colleague who is asked hears and speaks; they may do nothing with the caller until they are handed over."""

    guests: Guests
    holding: Holding
    trail: AuditTrail

    def consult(self, agent: AgentIdentity, handoff_id: str, colleague: AgentIdentity) -> None:
        """Have a colleague who is free come into the room while the caller is on hold.

        Raises DeskError: not_yours, ended, wrong_state, unknown_colleague, colleague_busy, caller_away, unavailable.
        """
        handoff = theirs(self.holding.centre.floor, agent, handoff_id, State.TALKING)
        be_colleague(agent, colleague)
        note(self.trail, "consulted", handoff, agent, colleague=colleague.id)
        self.guests.invite(handoff, colleague, GuestKind.CONSULT, by=agent.id)
        try:
            self.holding.hold(agent, handoff_id)
        except DeskError:
            self._dismiss(handoff_id, colleague.id)
            raise
        self.guests.call(handoff_id, colleague)

    def end(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Go on alone with the caller. Raises DeskError: as above, not_there (nobody is asked)."""
        handoff = theirs(self.holding.centre.floor, agent, handoff_id, State.TALKING)
        colleague = asked(handoff)
        if colleague is None:
            raise DeskError("not_there")
        self.guests.dismiss(handoff, colleague)
        self.holding.resume(agent, handoff_id)

    def leave(self, colleague: AgentIdentity, handoff_id: str) -> None:
        """Be asked no more: the colleague's own way out, also while their telephone rings. Raises DeskError."""
        if institution_of(handoff_id) == colleague.institution and self._dismiss(handoff_id, colleague.id):
            return
        theirs(self.holding.centre.floor, colleague, handoff_id)

    def _dismiss(self, handoff_id: str, staff: str) -> bool:
        handoff = self.holding.centre.floor.get(handoff_id)
        guest = guest_by(handoff, staff)
        if handoff is None or guest is None or guest.kind is not GuestKind.CONSULT:
            return False
        self.guests.dismiss(handoff, guest)
        return True


def be_colleague(agent: AgentIdentity, other: AgentIdentity) -> None:
    """Refuse oneself, and everybody of another institution. Raises DeskError (unknown_colleague)."""
    if other.institution != agent.institution or other.id == agent.id:
        raise DeskError("unknown_colleague")


def note(trail: AuditTrail, kind: str, handoff: Handoff, by: AgentIdentity, **detail: str) -> None:
    """Write down what is about to be done. Raises DeskError (unavailable): then it is not done."""
    try:
        trail.note(kind, handoff, by.id, detail)
    except Unavailable as error:
        raise DeskError("unavailable") from error
