"""A request that a branch has filed: a mobile to register and a code to send there, within the hours of the table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """What people see of a request."""

    FILED = "filed"  # held, so that whoever has the number so far may say that it was not them
    IN_CHECK = "in_check"  # waits for the second yes
    DUE = "due"  # the worker sends it, or tries again
    SENT = "sent"
    OVERDUE = "overdue"  # its time is over, and the code is not there
    REFUSED = "refused"


class Kept(StrEnum):
    """What the records say of a request."""

    FILED = "filed"
    APPROVED = "approved"
    REGISTERED = "registered"  # the mobile is registered, and the code was not received yet
    SENT = "sent"
    REFUSED = "refused"


OPEN = frozenset({Kept.FILED, Kept.APPROVED, Kept.REGISTERED})


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is shown: masks only.

    `filed_by`, `attested_by` and `answered_by` are members of the staff, `why` the reason of a no (or a word of the
    service: frozen, unknown_customer).
    """

    id: str
    masked: str
    mask: str
    evidence: str
    filed: datetime
    filed_by: str
    attested_by: str
    held_until: datetime
    due: datetime
    kept: Kept
    answered_by: str
    why: str
    over: datetime | None

    def standing(self, now: datetime, *, second_approval: bool) -> Standing:
        """Give how it stands at this instant; overdue goes before everything that is not over."""
        if self.kept in {Kept.SENT, Kept.REFUSED}:
            return Standing(self.kept.value)
        if now >= self.due:
            return Standing.OVERDUE
        if second_approval and self.kept is Kept.FILED:
            return Standing.IN_CHECK
        return Standing.FILED if now < self.held_until else Standing.DUE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many requests of an institution wait for a yes, and how many are overdue."""

    in_check: int = 0
    overdue: int = 0


NO_REQUESTS = Counts()
