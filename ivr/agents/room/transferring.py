"""An agent gives the caller to a queue or to a colleague, also to one who was asked; what was proven goes along."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre, hang_up
from ivr.agents.checks.checking import Checking
from ivr.agents.checks.noting import noted
from ivr.agents.desk.wrapping import check_note
from ivr.agents.floor import Errand
from ivr.agents.handoff import TOGETHER, Handoff, State
from ivr.agents.outside import AuditTrail
from ivr.agents.rights import theirs
from ivr.agents.room.consulting import be_colleague
from ivr.agents.room.consulting import note as written_down
from ivr.agents.room.guest import Guest
from ivr.agents.room.guests import asked
from ivr.agents.room.holding import Holding
from ivr.agents.room.paths import room_path
from ivr.agents.room.transfer import Transfer, TransferAnswer, Way
from ivr.errors import DeskError, Unavailable

log = structlog.get_logger()
PROOF_LASTS = timedelta(minutes=10)
"""How long what one agent proved counts for the next one while the caller waits: after that, ask again."""
CALLING_AGENT = frozenset({State.CALLING_AGENT})
REFUSALS = {TransferAnswer.STATE: "wrong_state", TransferAnswer.BUSY: "colleague_busy"}


@dataclass(frozen=True)
class Transferring:
    """Three ways out of an agent's hands. In one step the caller is somebody else's, and the agent in wrap-up.

    Each is written in the audit first, and raises DeskError: not_yours, ended, wrong_state, unavailable. A `note` for
    whoever takes the caller is read before the voice; it has at most 500 characters (malformed) and no key, code or
    document in it (digits_in_note), and is in no record.
    """

    centre: CallCentre
    checking: Checking
    holding: Holding
    trail: AuditTrail

    def to_queue(self, agent: AgentIdentity, handoff_id: str, queue: str, note: str = "") -> None:
        """Let the caller wait in a queue, before all who reached nobody yet. Raises DeskError too: unknown_queue."""
        check_note(note)
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        if queue not in self.centre.institutions[handoff.institution].queues:
            raise DeskError("unknown_queue")
        written_down(self.trail, "transferred", handoff, agent, queue=queue)
        self._give(replace(self._transfer(agent, handoff, Way.QUEUE, queue), note=note))

    def to_agent(self, agent: AgentIdentity, handoff_id: str, colleague: AgentIdentity, note: str = "") -> None:
        """Offer the caller to a colleague who is free. Raises DeskError too: unknown_colleague, colleague_busy."""
        check_note(note)
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        be_colleague(agent, colleague)
        written_down(self.trail, "transferred", handoff, agent, colleague=colleague.id)
        self._give(replace(self._transfer(agent, handoff, Way.AGENT, handoff.queue, colleague.id), note=note))

    def hand_over(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Leave the caller with the colleague who was asked and is in the room. Raises DeskError too: not_there.

        The colleague sees the customer's file from now on: that look is recorded first, as at every beginning.
        """
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        colleague = asked(handoff)
        if colleague is None or not colleague.joined:
            raise DeskError("not_there")
        written_down(self.trail, "handed_over", handoff, agent, colleague=colleague.id)
        self._leave_with(_identity(colleague, handoff), agent, handoff)

    def take_over(self, handoff: Handoff) -> bool:
        """Leave a caller whose agent's line broke with the colleague who was asked and is in the room.

        No when nobody is there, or it cannot be written down first: then the caller must be helped otherwise. Of many
        who are told of the broken line one does it; to the others the caller has an agent already.
        """
        colleague = asked(handoff)
        if colleague is None or not colleague.joined:
            return False
        heir, lost = _identity(colleague, handoff), AgentIdentity(handoff.agent, handoff.institution, "", "")
        try:
            written_down(self.trail, "taken_over", handoff, heir, colleague=lost.id)
            self._leave_with(heir, lost, handoff, line_broke=True)
        except DeskError as refusal:
            log.info("not_taken_over", handoff=handoff.id, reason=refusal.code)
            return self._is_with_another(handoff)
        return True

    def _is_with_another(self, handoff: Handoff) -> bool:
        now = self.centre.floor.get(handoff.id)
        return now is not None and now.state in TOGETHER and now.agent != handoff.agent

    def _leave_with(
        self, colleague: AgentIdentity, agent: AgentIdentity, handoff: Handoff, *, line_broke: bool = False
    ) -> None:
        self._look(colleague, handoff)
        self.holding.resume(agent, handoff.id)
        transfer = self._transfer(agent, handoff, Way.CONSULTANT, handoff.queue, colleague.id)
        self._give(replace(transfer, line_broke=line_broke))

    def _look(self, colleague: AgentIdentity, handoff: Handoff) -> None:
        try:
            if handoff.customer is not None:
                self.checking.look(colleague, handoff, handoff.customer)
        except Unavailable as error:
            raise DeskError("unavailable") from error

    def _transfer(self, agent: AgentIdentity, handoff: Handoff, way: Way, queue: str, target: str = "") -> Transfer:
        """Plan it: who leaves the room is hung up, and a caller who leaves it hears where their conversation stands."""
        queues = self.centre.institutions[handoff.institution].queues
        rule, waits = queues.get(handoff.queue), queues.get(queue)
        staying = target if way is Way.CONSULTANT else ""
        legs = {errand.call: "" for errand in hang_up(handoff, but=staying)}
        led = {} if staying else {handoff.call: room_path(self.centre.tokens, handoff.id)}
        return Transfer(
            handoff=handoff.id,
            agent=agent.id,
            name=agent.name,
            part=f"{handoff.institution}.{secrets.token_hex(16)}",
            way=way,
            queue=queue,
            target=target,
            lease=waits.offer_seconds if waits else 0,
            wrap_up=rule.wrap_up if rule else None,
            errands=led | legs,
        )

    def _give(self, transfer: Transfer) -> None:
        answer = self.centre.floor.transfer(transfer, self.centre.clock.now())
        if answer is not TransferAnswer.DONE:
            raise DeskError(REFUSALS[answer])
        for call, path in transfer.errands.items():
            self.centre.run(Errand(transfer.handoff, call, path))
        part = self.centre.floor.get(transfer.part)
        if part is not None:
            self.centre.save(part)
            self.centre.distribute(part.institution)


def _identity(colleague: Guest, handoff: Handoff) -> AgentIdentity:
    return AgentIdentity(colleague.id, handoff.institution, colleague.name, "")


def forget_old_proofs(centre: CallCentre, handoff: Handoff, now: datetime) -> Handoff:
    """Have a caller who waited long after a transfer be asked again; give the handoff as it stands then.

    On the same line and within minutes it is the same person: what matched stays so. Raises DeskError (ended).
    """
    if not handoff.origin or not handoff.checks or now - handoff.requested <= PROOF_LASTS:
        return handoff
    fields = {f"check:{question}": "" for question, _ in handoff.checks}
    return noted(centre, handoff, fields, "proofs_too_old", CALLING_AGENT)
