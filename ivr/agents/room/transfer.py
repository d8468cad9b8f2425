"""A caller goes from one agent to a queue, to a colleague, or to the colleague who was asked: all of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.institutions import WrapUpRule


class Way(StrEnum):
    """To whom the caller goes."""

    QUEUE = "queue"  # before all who never reached anybody
    AGENT = "agent"  # offered to this one; whoever does not take them gives them back to the front
    CONSULTANT = "consultant"  # is in the room already


class TransferAnswer(StrEnum):
    """What became of it; anything but DONE has changed nothing."""

    DONE = "done"
    STATE = "state"  # not with this agent, or not talking, any more
    BUSY = "busy"  # the colleague is not free, or not in the room


@dataclass(frozen=True)
class Transfer:
    """One transfer of `handoff` away from `agent`, called `name`; what they did so far is kept as the handoff `part`.

    `queue` is where the caller waits, or would if nobody took them; `target` the colleague, who has `lease` seconds to
    take an offer; `errands` telephone commands by the leg that they concern, as paths ("" hangs up). `line_broke`: the
    agent did not give the caller away, their telephone is over; then the part says so. `note` is for the receiver.
    """

    handoff: str
    agent: str
    name: str
    part: str
    way: Way
    queue: str
    target: str = ""
    lease: int = 0
    wrap_up: WrapUpRule | None = None
    errands: Mapping[str, str] = field(default_factory=dict)
    line_broke: bool = False
    note: str = ""
