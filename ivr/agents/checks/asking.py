"""Where an institution wants two people for a change of contact: the agent asks, and may take it back."""

import secrets
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.checks.contact_change import ChangeState, ContactChange, purpose_of, written
from ivr.agents.checks.noting import noted
from ivr.agents.handoff import Handoff, State
from ivr.agents.outside import AuditTrail
from ivr.agents.rights import theirs
from ivr.errors import DeskError, Unavailable
from ivr.security.masking import mask_phone
from ivr.security.sealing import Sealer


@dataclass(frozen=True)
class Asking:
    """A request lives as long as the agent talks with the caller: a transfer and the end of the call end it too.

    Each is written in the audit first, and raises DeskError (unavailable, ended) besides what it says.
    """

    centre: CallCentre
    sealer: Sealer
    trail: AuditTrail

    def ask(self, agent: AgentIdentity, handoff: Handoff, number: str) -> str:
        """Have a supervisor decide on a mobile (E.164) and give its mask. Raises DeskError: change_waiting."""
        refuse_pending(handoff)
        mask = mask_phone(number)
        self._note("contact_change_asked", handoff, agent, {"old": handoff.mobile, "new": mask})
        sealed = self.sealer.seal_text(purpose_of(handoff.id), number)
        ident, now = secrets.token_hex(8), self.centre.clock.now()
        change = ContactChange(ident, ChangeState.WAITING, agent.id, now, sealed, mask)
        noted(self.centre, handoff, written(change), "contact_change_asked")
        return mask

    def withdraw(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Want it no more. Raises DeskError: not_yours, wrong_state, change_over (nobody asked, or it is answered)."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        change = handoff.change
        if change is None or change.state is not ChangeState.WAITING:
            raise DeskError("change_over")
        self._note("contact_change_withdrawn", handoff, agent, {"new": change.mask})
        answer(self.centre, handoff, change.answered(ChangeState.WITHDRAWN, agent.id, agent.name))

    def _note(self, kind: str, handoff: Handoff, agent: AgentIdentity, detail: dict[str, str]) -> None:
        try:
            self.trail.note(kind, handoff, agent.id, detail)
        except Unavailable as error:
            raise DeskError("unavailable") from error


def refuse_pending(handoff: Handoff) -> None:
    """Refuse what must wait for the answer: codes, the keypad, another number. Raises DeskError (change_waiting)."""
    if handoff.change_pending:
        raise DeskError("change_waiting")


def answer(centre: CallCentre, handoff: Handoff, change: ContactChange) -> Handoff:
    """Write down the one answer to a request and give the handoff after it.

    Of several who answer at once the first one counts. Raises DeskError: change_over for the others, and when the agent
    has the caller no more.
    """
    event, once = f"contact_change_{change.state}", f"{handoff.id}:change:{change.id}"
    now = noted(centre, handoff, written(change), event, effect=once)
    if now.change != change:
        raise DeskError("change_over")
    return now
