"""The second yes to a request that a branch has filed, and the list of requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.branch.outside import RequestBook
from ivr.agents.branch.request import Request, Standing
from ivr.errors import DeskError
from ivr.institutions import Institution
from ivr.ports import Clock

LONGEST_REASON = 200


@dataclass(frozen=True)
class Requests:
    """The requests of an institution, and what its supervisors say to them."""

    institutions: Mapping[str, Institution]
    book: RequestBook
    clock: Clock

    def listed(self, institution: str) -> Sequence[tuple[Request, Standing]]:
        """Give each request with how it stands, the most urgent first."""
        now, approval = self.clock.now(), self._second_approval(institution)
        found = self.book.requests(institution, now)
        return [(request, request.standing(now, second_approval=approval)) for request in found]

    def approve(self, staff: AgentIdentity, request: str) -> None:
        """Say yes. Raises DeskError: request_over, own_change."""
        self.book.answer(staff.institution, request, staff.id, "")

    def refuse(self, staff: AgentIdentity, request: str, why: str) -> None:
        """Say no, and why. Raises DeskError: malformed, request_over, own_change."""
        if not why:
            raise DeskError("malformed", "why")
        self.book.answer(staff.institution, request, staff.id, why)

    def _second_approval(self, institution: str) -> bool:
        branch = self.institutions[institution].branch
        return branch is not None and branch.second_approval
