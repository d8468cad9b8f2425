"""The customer says that a change was not theirs: an agent freezes the key and all that is pending, or releases it."""

from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.checks.checking import customer_of
from ivr.agents.checks.checklist import checklist_of, is_checked, is_checked_strictly
from ivr.agents.checks.contact_change import NO_CHANGE
from ivr.agents.checks.noting import noted
from ivr.agents.handoff import Handoff
from ivr.agents.outside import CodeSender, CustomerFile
from ivr.errors import DeskError, Unavailable


@dataclass(frozen=True)
class Freezing:
    """Both directions need the checklist, so that nobody can lock a stranger out; the way back needs the stricter one.

    The file is frozen before codes are revoked, and released after: what was pending at any time in between stays
    dead. Either may be repeated when a part did not answer.
    """

    centre: CallCentre
    customers: CustomerFile
    codes: CodeSender

    def freeze(self, agent: AgentIdentity, handoff: Handoff) -> None:
        """Keep key and contacts from changes, void codes, proofs and a change that waits, and tell every contact."""
        customer = customer_of(handoff)
        if not is_checked(checklist_of(self.centre.institutions[handoff.institution], handoff), handoff):
            raise DeskError("checks_missing")
        try:
            self.customers.freeze(handoff, agent.id)
            self.codes.revoke(handoff.institution, customer)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        noted(self.centre, handoff, {"frozen": "1", **NO_CHANGE}, "frozen")

    def unfreeze(self, agent: AgentIdentity, handoff: Handoff) -> None:
        """Let key and contacts be changed again, with a new code."""
        customer = customer_of(handoff)
        if not is_checked_strictly(checklist_of(self.centre.institutions[handoff.institution], handoff), handoff):
            raise DeskError("checks_missing")
        try:
            self.codes.revoke(handoff.institution, customer)
            self.customers.unfreeze(handoff, agent.id)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        noted(self.centre, handoff, {"frozen": ""}, "unfrozen")
