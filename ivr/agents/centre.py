"""The call centre at work: offers are made, handoffs end, and telephone commands that are owed are carried out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from ivr.agents.agent import AgentState
from ivr.agents.checks.progress import KEY_SET
from ivr.agents.floor import Errand, Floor, Keeping, Move
from ivr.agents.handoff import LIVE, Handoff, Outcome, State
from ivr.agents.outside import HandoffRecords
from ivr.errors import ConflictError, SwitchboardRefused, Unavailable
from ivr.hours import may_call
from ivr.institutions import Institution, QueueRule
from ivr.ports import Clock, Switchboard
from ivr.security.tokens import Tokens

log = structlog.get_logger()


@dataclass(frozen=True)
class CallCentre:
    """What every use case of the agents' side works with."""

    institutions: Mapping[str, Institution]
    floor: Floor
    clock: Clock
    switchboard: Switchboard
    records: HandoffRecords
    tokens: Tokens

    def move(self, move: Move) -> Handoff:
        """Change a handoff now, then carry out its errands. Raises ConflictError when it does not stand as supposed."""
        handoff = self.floor.move(move, self.clock.now())
        for errand in move.errands:
            self.run(errand)
        return handoff

    def distribute(self, institution: str) -> int:
        """Offer waiting callers to available agents; give how many offers were made."""
        queues = self.institutions[institution].queues
        seconds = {queue: rule.offer_seconds for queue, rule in queues.items()}
        steps = {queue: rule.distribution.steps for queue, rule in queues.items()}
        now = self.clock.now()
        calls_back = may_call(self.institutions[institution].hours, now)
        return self.floor.match(institution, seconds, now, steps, calls_back=calls_back)

    def requeue(self, handoff: Handoff, event: str, *, frees: AgentState, declined: bool = False) -> None:
        """Return a caller to the front because of the agent. Raises ConflictError when this agent has them no more."""
        before = frozenset({State.OFFERED, State.CALLING_AGENT})
        legs = hang_up(handoff)
        move = Move(handoff.id, before, event, State.WAITING, handoff.agent, frees=frees, declined=declined)
        self.move(replace(move, errands=legs))
        self.distribute(handoff.institution)

    def end(
        self, handoff: Handoff, outcome: Outcome, *, path: str = "", frees: AgentState = AgentState.AVAILABLE
    ) -> None:
        """End a handoff: the caller is led to `path` (stays where they are without one), the agent is free.

        When somebody else ended it meanwhile, the caller is led on all the same: their conversation has the answer.
        """
        outcome = Outcome.KEY_SET if KEY_SET in handoff.progress else outcome
        led = (Errand(handoff.id, handoff.call, path),) if path else ()
        fields = {"outcome": str(outcome)} | ({"path": path} if path else {})
        errands = led + hang_up(handoff)
        move = Move(handoff.id, LIVE, "ended", State.ENDED, frees=frees, fields=fields, errands=errands)
        rule = self.institutions[handoff.institution].queues.get(handoff.queue)
        move = replace(move, wrap_up=rule.wrap_up if rule else None, keeps=self._keeps(handoff, rule))
        try:
            self.save(self.move(move))
        except ConflictError:
            for errand in led:
                self.run(errand)
        self.distribute(handoff.institution)

    def _keeps(self, handoff: Handoff, rule: QueueRule | None) -> Keeping | None:
        """Many call from a shared number: a place that is kept for it would be somebody else's."""
        institution = self.institutions[handoff.institution]
        if rule is None or handoff.caller_number in institution.shared_numbers:
            return None
        priorities = institution.priorities
        return Keeping(rule.distribution.place_kept, priorities.within if priorities.repeated else 0)

    def save(self, handoff: Handoff) -> None:
        """Keep the facts of an ended handoff; what the records do not take now, the reconciler brings later."""
        try:
            self.records.save(handoff)
        except Unavailable:
            log.warning("handoff_unsaved", handoff=handoff.id, institution=handoff.institution)
        else:
            self.floor.saved(handoff.id, handoff.wrapped_up)

    def no_place(self, wanted: Handoff) -> None:
        """Keep that an identified caller found no place; that it cannot be kept is no reason to say anything else."""
        try:
            self.records.no_place(wanted)
        except Unavailable:
            log.warning("no_place_unsaved", handoff=wanted.id, institution=wanted.institution)

    def run(self, errand: Errand) -> bool:
        """Carry out a telephone command, and say whether it is done with; one that the network did not take is owed."""
        try:
            if errand.path:
                self.switchboard.redirect(errand.call, errand.path)
            else:
                self.switchboard.hang_up(errand.call)
        except Unavailable:
            log.warning("errand_owed", call=errand.call, handoff=errand.handoff)
            return False
        except SwitchboardRefused as refusal:  # the call is over: there is nobody to lead anywhere
            log.info("errand_refused", call=errand.call, handoff=errand.handoff, error_code=refusal.code)
        self.floor.run(errand)
        return True


def hang_up(handoff: Handoff, but: str = "") -> tuple[Errand, ...]:
    """Give the errands that end the agent's leg and those of guests, but for one guest, as far as there are any."""
    legs = handoff.agent_leg, *(guest.leg for guest in handoff.guests if guest.id != but)
    return tuple(Errand(handoff.id, leg) for leg in legs if leg)
