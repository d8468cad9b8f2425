"""An agent: who they are, and whether a caller may be offered to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GONE_AFTER = timedelta(seconds=20)


class AgentState(StrEnum):
    """What an agent does now."""

    OFFLINE = "offline"  # signed in or not, no caller is offered
    AVAILABLE = "available"
    OFFERED = "offered"
    BUSY = "busy"
    WRAP_UP = "wrap_up"  # the call is over, what follows from it is not
    NOT_READY = "not_ready"  # at work, away from calls for a reason of the institution's table


class Wish(StrEnum):
    """What an agent's page, or its silence, asks of the floor."""

    HEARTBEAT = "heartbeat"
    AVAILABLE = "available"
    OFFLINE = "offline"
    NOT_READY = "not_ready"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AgentIdentity:
    """A member of staff who signed in: `voice` is `client:<identity>` or a telephone number in E.164.

    `skills` are words of the institution's queues: which callers they are the right one for.
    """

    id: str
    institution: str
    name: str
    voice: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as the floor knows them: since when in this state, on which handoff, and which one was before.

    `reason` is why they are NOT_READY (an id of the table's reasons); `until` when wrap-up ends by itself, or when the
    reason's limit is reached; `due` when wrap-up ends once nothing is missing, and `asked_more` whether they asked for
    more time. `leaving`: after this call they take no more, for the reason `afterwards`, or offline. `missed`: they are
    offline because an offer ran out, and have not said anything since.
    """

    id: str
    state: AgentState
    since: datetime | None = None
    handoff: str = ""
    last: str = ""
    leaving: bool = False
    reason: str = ""
    until: datetime | None = None
    afterwards: str = ""
    due: datetime | None = None
    asked_more: bool = False
    missed: bool = False
