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


class Wish(StrEnum):
    """What an agent's page, or its silence, asks of the floor."""

    HEARTBEAT = "heartbeat"
    AVAILABLE = "available"
    OFFLINE = "offline"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AgentIdentity:
    """A member of staff who signed in: `voice` is `client:<identity>` or a telephone number in E.164."""

    id: str
    institution: str
    name: str
    voice: str


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as the floor knows them: since when in this state, on which handoff, and which one was before."""

    id: str
    state: AgentState
    since: datetime | None = None
    handoff: str = ""
    last: str = ""
    leaving: bool = False
