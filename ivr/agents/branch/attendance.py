"""A customer at a branch: who attends them, how far they are, and what may be done for them next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ivr.branch_policies import BranchPolicy
from ivr.values import Customer

LONGEST = timedelta(minutes=30)
"""After which an attendance is over: whoever comes back is looked up again."""


class Finger(StrEnum):
    """What the fingerprint reader has said of the customer."""

    NOT_ASKED = ""
    WAITING = "waiting"  # for a finger
    VALID = "valid"  # the finger of whom the document names
    DIFFERS = "differs"  # somebody else's, or badly read: it may be tried again, and counts as a failure
    AWAY = "away"  # there is no reader, or it does not answer


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whom a member of the `staff` (by identifier) attends, since `opened`; `finger_check` is the reader's name for it.

    `codes` were sent; `missed`: an earlier number was typed that is not the registered one.
    """

    id: str
    institution: str
    staff: str
    customer: Customer
    opened: datetime
    codes: int = 0
    missed: bool = False
    finger: Finger = Finger.NOT_ASKED
    finger_check: str = ""


def actions(attendance: Attendance, policy: BranchPolicy, *, mobile: bool, frozen: bool) -> frozenset[str]:
    """Give the words of what may be done now; the page shows these forms and no others.

    Document and fingerprint come after an earlier number that did not match, or where no `mobile` is registered.
    """
    stuck = not frozen and (attendance.missed or not mobile)
    reads = policy.reader and attendance.finger in {Finger.NOT_ASKED, Finger.AWAY, Finger.DIFFERS}
    may = {
        "send_code": mobile and not frozen,
        "earlier_number": mobile and not frozen,
        "fingerprint": stuck and reads,
        "file": stuck and attendance.finger is Finger.VALID,
        "attest": stuck and (not policy.reader or attendance.finger is Finger.AWAY),
    }
    return frozenset(word for word, allowed in may.items() if allowed)
