"""What an institution's table says of its branches: how long their codes serve, and when a filed request is due."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class BranchPolicy:
    """Codes of a branch serve `code_life`; a request that was filed is held for `hold`, and due `within` its filing.

    `second_approval` has a supervisor say yes to each request; `reader` says that branches read fingerprints;
    `documents_day` is how many different documents one member of the staff may look up within a day.
    """

    code_life: timedelta
    within: timedelta
    hold: timedelta
    second_approval: bool
    reader: bool
    documents_day: int
