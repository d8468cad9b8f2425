"""The agent checks who is calling: the system says match or no match, sends the code, and registers a new mobile."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.checks.asking import Asking, refuse_pending
from ivr.agents.checks.checklist import checklist_of, has_procedure, is_checked, is_checked_strictly
from ivr.agents.checks.mobile import colombian_mobile
from ivr.agents.checks.noting import noted
from ivr.agents.checks.undelivered import code_key
from ivr.agents.handoff import TOGETHER, Handoff, State
from ivr.agents.outside import AuditTrail, ChecklistLimits, CodeSender, CustomerFile
from ivr.errors import DeskError, LimitReached, NoMobile, Unavailable
from ivr.institutions import Checklist
from ivr.security.masking import mask_phone
from ivr.security.sealing import Sealer
from ivr.values import Customer

CHANGED = "changed_"
"""Begins the word for a code that was not sent although the new mobile is registered."""
UNREADABLE = {"date": "impossible_date", "digits": "only_digits"}
"""The word for what cannot be an answer, by the kind of its question."""
PASSING = frozenset({"too_soon", "codes_ten_minutes", "failures_quarter_hour"})
"""The limits that are over in a while: the agent need not send the customer to an office."""


@dataclass(frozen=True)
class Checking:
    """What an agent may learn and start about the customer of their own call.

    Looks and answers are written into the audit here; codes and contacts by those who keep them, in one transaction.
    """

    centre: CallCentre
    customers: CustomerFile
    codes: CodeSender
    limits: ChecklistLimits
    trail: AuditTrail
    sealer: Sealer

    def open_file(self, agent: AgentIdentity, handoff: Handoff) -> None:
        """Show the agent the masked file of the caller they took; each look is recorded. Raises Unavailable."""
        if handoff.customer is not None:
            fields = self.look(agent, handoff, handoff.customer)
            noted(self.centre, handoff, fields, "file_opened", frozenset({State.CALLING_AGENT}))

    def look(self, agent: AgentIdentity, handoff: Handoff, customer: Customer) -> Mapping[str, str]:
        """Give the masked file as the handoff holds it, once it is recorded who looks. Raises Unavailable."""
        self.trail.note("look", replace(handoff, customer=customer), agent.id, {})
        name = self.customers.summary(handoff.institution, customer)
        mobile = self.customers.masked_mobile(handoff.institution, customer)
        frozen = "1" if self.customers.is_frozen(handoff.institution, customer) else ""
        return {"name": name, "mobile": mobile, "frozen": frozen}

    def left(self, handoff: Handoff | None) -> int:
        """Give how many wrong answers the customer has left today; none when nobody can tell."""
        if handoff is None or handoff.customer is None or handoff.state not in TOGETHER:
            return 0
        try:
            return self.limits.left(handoff.institution, handoff.customer.reference)
        except Unavailable:
            return 0

    def check(self, agent: AgentIdentity, handoff: Handoff, question: str, typed: str) -> bool:
        """Say whether an answer matches; what matched once stays so and is not asked again.

        What cannot be an answer is a slip of the agent's and costs the customer no try. Raises DeskError:
        unknown_question, impossible_date, only_digits, limit, unavailable.
        """
        customer = customer_of(handoff)
        kind = {asked.id: asked.kind for asked in self._checklist(handoff).questions}.get(question)
        if kind is None:
            raise DeskError("unknown_question")
        if dict(handoff.checks).get(question):
            return True
        try:
            if not self.customers.can_answer(kind, typed):
                raise DeskError(UNREADABLE.get(kind, "malformed"))
            result = self._compare(agent, handoff, customer, question, typed)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        noted(self.centre, handoff, {f"check:{question}": str(int(result))}, "checked")
        return result

    def _compare(self, agent: AgentIdentity, handoff: Handoff, customer: Customer, question: str, typed: str) -> bool:
        try:
            counted = self.limits.count_first(handoff.institution, customer.reference)
        except LimitReached as error:
            raise DeskError("limit", "checklist") from error
        result = self.customers.check_answer(handoff.institution, customer, question, typed)
        if result:
            self.limits.take_back(counted)
        self.trail.note("check", handoff, agent.id, {"question": question, "match": int(result)})
        return result

    def send_code(self, agent: AgentIdentity, handoff: Handoff) -> str:
        """Send a code, once enough answers matched; give the mobile's mask."""
        refuse_pending(handoff)
        customer = self._customer_at_work(handoff)
        if not is_checked(self._checklist(handoff), handoff):
            raise DeskError("checks_missing")
        try:
            frozen = self.customers.is_frozen(handoff.institution, customer)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        if frozen:
            raise DeskError("frozen")
        return self.send(agent, handoff)

    def change_mobile(self, agent: AgentIdentity, handoff: Handoff, typed: str) -> str:
        """Register a new mobile after the stricter checklist, and send the code there at once; give its mask.

        Where the institution wants a second approval, a supervisor is asked instead: see `Asking`.
        """
        self._customer_at_work(handoff)
        if not is_checked_strictly(self._checklist(handoff), handoff):
            raise DeskError("checks_missing")
        number = colombian_mobile(typed)
        if self.centre.institutions[handoff.institution].contact_change_approval:
            return Asking(self.centre, self.sealer, self.trail).ask(agent, handoff, number)
        changed = self.register(agent, handoff, number)
        try:
            return self.send(agent, changed)
        except DeskError as error:
            raise DeskError(f"{CHANGED}{error.code}", error.detail) from error

    def register(self, agent: AgentIdentity, handoff: Handoff, number: str) -> Handoff:
        """Change the mobile, and show its mask at once: it is registered whatever becomes of the code.

        Each change is an occasion of its own, also back to an earlier number; the same one again changes nothing.
        """
        times = handoff.mobiles + 1
        try:
            self.customers.change_mobile(handoff, number, agent.id, f"{handoff.id}:mobile:{times}:{number}")
        except Unavailable as error:
            raise DeskError("unavailable") from error
        fields = {"mobiles": str(times), "mobile": mask_phone(number)}
        return noted(self.centre, handoff, fields, "mobile_changed")

    def send(self, agent: AgentIdentity, handoff: Handoff) -> str:
        """Send a code to the mobile registered now and give its mask. Raises DeskError: limits, no_mobile, unavailable.

        Whether one may be sent is the caller's to know.
        """
        try:
            mask = self.codes.send_for(handoff, agent.id, code_key(handoff, handoff.codes + 1))
        except LimitReached as error:
            raise limit_of_codes(error) from error
        except NoMobile as error:
            raise DeskError("no_mobile") from error
        except Unavailable as error:
            raise DeskError("unavailable") from error
        noted(self.centre, handoff, {"codes": str(handoff.codes + 1), "mobile": mask}, "code_sent")
        return mask

    def _customer_at_work(self, handoff: Handoff) -> Customer:
        """Give the customer of a call in which a code can be typed. Raises DeskError: no_customer, no_procedure."""
        customer = customer_of(handoff)
        if not has_procedure(self.centre.institutions[handoff.institution], handoff):
            raise DeskError("no_procedure")
        return customer

    def _checklist(self, handoff: Handoff) -> Checklist:
        return checklist_of(self.centre.institutions[handoff.institution], handoff)


def limit_of_codes(reached: LimitReached) -> DeskError:
    """Give the desk's word for a code that was not sent; the detail of too_soon is how many seconds are left."""
    limit, _, left = reached.detail.partition(" ")
    return DeskError(limit, left) if limit in PASSING else DeskError("limit", limit)


def customer_of(handoff: Handoff) -> Customer:
    """Give whom the caller says they are. Raises DeskError (no_customer) when no document was typed."""
    if handoff.customer is None:
        raise DeskError("no_customer")
    return handoff.customer
