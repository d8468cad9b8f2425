"""What the pages of branches need from outside, beside what every page of the staff needs."""

from dataclasses import dataclass

from ivr.agents.branch.answering import Requests
from ivr.agents.branch.attending import Attending


@dataclass(frozen=True, slots=True)
class BranchParts:
    """What is done for the customer at the counter, and the requests that were filed."""

    attending: Attending
    requests: Requests
