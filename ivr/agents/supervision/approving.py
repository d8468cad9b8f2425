"""The second yes to a new mobile: a supervisor approves or refuses what an agent asked for, never what they asked."""

from contextlib import suppress
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.checks.asking import answer
from ivr.agents.checks.checking import Checking
from ivr.agents.checks.contact_change import ChangeState, ContactChange, purpose_of, written
from ivr.agents.checks.noting import noted
from ivr.agents.desk.wrapping import SECRET
from ivr.agents.handoff import Handoff, State, institution_of
from ivr.agents.supervision.supervising import FloorDeed, FloorTrail
from ivr.errors import DeskError, Unavailable

LONGEST_REASON = 120


@dataclass(frozen=True)
class Approving:
    """Both are written in the audit first, and raise DeskError with a stable code.

    Codes: not_yours (of another institution, or unknown), change_over (answered, withdrawn, or the agent has the
    caller no more), own_change, unavailable.
    """

    checking: Checking
    trail: FloorTrail

    def approve(self, who: AgentIdentity, handoff_id: str, change_id: str) -> None:
        """Have the mobile registered and the code sent there; when a limit stops the code, the agent sends it later.

        When the bank did not answer, whoever said yes says it again. Raises DeskError too: frozen, unknown_customer.
        """
        handoff, change = self._asked(who, handoff_id, change_id)
        if change.state is ChangeState.WAITING:
            self._note("contact_change_approved", who, handoff, change)
            change = change.answered(ChangeState.APPROVED, who.id, who.name)
            handoff = answer(self.checking.centre, handoff, change)
        self._register(handoff, change)

    def refuse(self, who: AgentIdentity, handoff_id: str, change_id: str, why: str) -> None:
        """Leave the mobile as it is, with a reason that the agent reads. Raises DeskError too: digits_in_note."""
        handoff, change = self._asked(who, handoff_id, change_id)
        if change.state is not ChangeState.WAITING:
            raise DeskError("change_over")
        if not why.isprintable() or not 0 < len(why) <= LONGEST_REASON:
            raise DeskError("malformed", "why")
        if SECRET.search(why):
            raise DeskError("digits_in_note")
        self._note("contact_change_refused", who, handoff, change, why)
        answer(self.checking.centre, handoff, change.answered(ChangeState.REFUSED, who.id, who.name, why))

    def _asked(self, who: AgentIdentity, handoff_id: str, change_id: str) -> tuple[Handoff, ContactChange]:
        """Give what waits for an answer, of the same institution and asked by somebody else."""
        known = institution_of(handoff_id) == who.institution
        handoff = self.checking.centre.floor.get(handoff_id) if known else None
        if handoff is None:
            raise DeskError("not_yours")
        change = handoff.change
        if change is None or change.id != change_id or not change.pending or handoff.state is not State.TALKING:
            raise DeskError("change_over")
        if who.id in {change.agent, handoff.agent}:
            raise DeskError("own_change")
        if change.state is ChangeState.APPROVED and change.by != who.id:
            raise DeskError("change_over")
        return handoff, change

    def _register(self, handoff: Handoff, change: ContactChange) -> None:
        """Do what the agent asked for, in their name: who approved it is in the audit already."""
        centre, asker = self.checking.centre, AgentIdentity(change.agent, handoff.institution, "", "")
        try:
            number = self.checking.sealer.open_text(purpose_of(handoff.id), change.number)
            handoff = self.checking.register(asker, handoff, number)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        except DeskError as error:
            if error.code != "unavailable":
                failed = change.over(ChangeState.FAILED, handoff.codes)
                noted(centre, handoff, written(failed), "contact_change_failed")
            raise
        noted(centre, handoff, written(change.over(ChangeState.DONE, handoff.codes)), "contact_change_done")
        with suppress(DeskError):  # the agent reads that no code went out, and sends it when it may
            self.checking.send(asker, handoff)

    def _note(self, kind: str, who: AgentIdentity, handoff: Handoff, change: ContactChange, why: str = "") -> None:
        detail = {"old": handoff.mobile, "new": change.mask} | ({"why": why} if why else {})
        try:
            self.trail.note(FloorDeed(who.institution, kind, who.id, change.agent, handoff, detail))
        except Unavailable as error:
            raise DeskError("unavailable") from error
