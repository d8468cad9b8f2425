"""A caller who came without a document says it to the agent: one document a call, looked up like any other."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.checks.checking import Checking
from ivr.agents.checks.noting import TALKING
from ivr.agents.floor import Move
from ivr.agents.handoff import Handoff
from ivr.errors import ConflictError, DeskError, Unavailable
from ivr.institutions import Institution
from ivr.values import Document


@dataclass(frozen=True)
class Naming:
    """Who calls to say "that was not me" may have pressed 0; without a customer there is nobody to check or freeze."""

    checking: Checking

    def identify(self, agent: AgentIdentity, handoff: Handoff, kind: str, typed: str) -> None:
        """Note whom the caller says they are; the look is recorded, and an unknown document gets a steady decoy.

        Raises DeskError: identified (the call has its customer already), bad_document, unavailable.
        """
        if handoff.customer is not None:
            raise DeskError("identified")
        centre, customers = self.checking.centre, self.checking.customers
        document = written(centre.institutions[handoff.institution], kind, typed)
        try:
            customer = customers.identify(handoff.institution, document)
            fields = self.checking.look(agent, handoff, customer)
        except Unavailable as error:
            raise DeskError("unavailable") from error
        self._note(handoff, {"customer": customer.reference, "masked": customer.masked, **fields})

    def _note(self, handoff: Handoff, fields: Mapping[str, str]) -> None:
        """Write it down once: of two at the same time the first one counts, whoever was checked stays the customer."""
        once = f"{handoff.id}:identified"
        move = Move(handoff.id, TALKING, "identified", None, handoff.agent, fields=fields, effect=once)
        try:
            now = self.checking.centre.move(move)
        except ConflictError as error:
            raise DeskError("ended") from error
        if now.customer is None or now.customer.reference != fields["customer"]:
            raise DeskError("identified")


def written(institution: Institution, kind: str, typed: str) -> Document:
    """Give the document as the bank keeps it. Raises DeskError (bad_document) for what no such document can be."""
    number = "".join(sign for sign in typed.upper() if sign not in " .-")
    fitting = (one for one in institution.documents if one.code == kind and one.shortest <= len(number) <= one.longest)
    found = next(fitting, None)
    if found is None or not number.isascii() or not (number.isdigit() or (found.letters and number.isalnum())):
        raise DeskError("bad_document")
    return Document(kind, number)
