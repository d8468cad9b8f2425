"""A new mobile that waits for a supervisor's yes: who asked for it, what became of it, and how it is kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class ChangeState(StrEnum):
    """What became of a change that was asked for; only the first two may still change the mobile."""

    WAITING = "waiting"  # nobody has answered
    APPROVED = "approved"  # somebody said yes, and the number is being registered
    DONE = "done"  # registered
    FAILED = "failed"  # approved, and the bank does not register it
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # the agent does not want it any more


PENDING = frozenset({ChangeState.WAITING, ChangeState.APPROVED})


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A mobile that an agent asked to register: `number` in E.164, sealed, and gone once it is answered; `mask` of it.

    `agent` asked for it at `asked`; `by` (of the staff) answered, called `by_name`, with `why` for a no.
    `codes` counts the codes of the call before it was registered: those after it went to the new number.
    """

    id: str
    state: ChangeState
    agent: str
    asked: datetime
    number: str
    mask: str
    by: str = ""
    by_name: str = ""
    why: str = ""
    codes: int = 0

    @property
    def pending(self) -> bool:
        """Whether it may still change the mobile."""
        return self.state in PENDING

    def answered(self, state: ChangeState, by: str, by_name: str, why: str = "") -> "ContactChange":
        """Give it as somebody answered it; the number is needed for a yes only."""
        number = self.number if state in PENDING else ""
        return replace(self, state=state, by=by, by_name=by_name, why=why, number=number)

    def over(self, state: ChangeState, codes: int) -> "ContactChange":
        """Give it as it ended after a yes."""
        return replace(self, state=state, number="", codes=codes)


def purpose_of(handoff: str) -> str:
    """Give the purpose under which a number is sealed: what was asked in one call opens in no other."""
    return f"contact change {handoff}"


def written(change: ContactChange) -> Mapping[str, str]:
    """Give the field of a handoff that keeps it."""
    return {"change": json.dumps(asdict(change) | {"asked": change.asked.isoformat()})}


NO_CHANGE: Mapping[str, str] = {"change": ""}
"""The field of a handoff in which nothing is asked for."""


def read_change(text: str) -> ContactChange | None:
    """Give what the field of a handoff keeps."""
    if not text:
        return None
    kept: dict[str, Any] = json.loads(text)
    return ContactChange(**kept | {"state": ChangeState(kept["state"]), "asked": datetime.fromisoformat(kept["asked"])})
