"""A handoff: one caller's way to an agent and back, and the moves that it may make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.agents.checks.contact_change import ContactChange
from ivr.agents.room.guest import Guest
from ivr.values import Customer


class State(StrEnum):
    """Where a handoff stands."""

    WAITING = "waiting"  # the caller is in the queue
    OFFERED = "offered"  # an agent's page rings
    CALLING_AGENT = "calling_agent"  # the agent accepted; their telephone rings
    TALKING = "talking"  # both are in the room, or the caller is on the way into it
    CAPSULE = "capsule"  # the caller types secrets; the agent is held
    HOLDING = "holding"  # nothing secret is typed any more; the agent still waits on hold
    ENDED = "ended"


class News(StrEnum):
    """What a caller who waits is to hear about their place, once."""

    RETURNED = "returned"  # the agent is gone, they are first
    REGAINED = "regained"  # they called again, and have the place that they had
    LONG = "long"  # it takes longer than usual
    CALL_BACK = "call_back"  # it takes longer than usual, and we could call them back


class Outcome(StrEnum):
    """How a handoff ended."""

    KEY_SET = "key_set"
    FINISHED = "finished"
    NOT_CONFIRMED = "not_confirmed"
    AGENT_LOST = "agent_lost"
    HUNG_UP = "hung_up"
    LEFT = "left"
    CLOSED = "closed"
    REPLACED = "replaced"
    CALL_BACK = "call_back"
    TRANSFERRED = "transferred"  # this agent's part: the caller went on to another


LEGAL: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.OFFERED, State.ENDED}),
    State.OFFERED: frozenset({State.WAITING, State.CALLING_AGENT, State.ENDED}),
    State.CALLING_AGENT: frozenset({State.WAITING, State.TALKING, State.ENDED}),
    State.TALKING: frozenset({State.CAPSULE, State.ENDED}),
    State.CAPSULE: frozenset({State.CAPSULE, State.TALKING, State.HOLDING, State.ENDED}),
    State.HOLDING: frozenset({State.TALKING, State.CAPSULE, State.ENDED}),
    State.ENDED: frozenset(),
}
LIVE = frozenset(State) - {State.ENDED}
TOGETHER = frozenset({State.TALKING, State.CAPSULE, State.HOLDING})


@dataclass(frozen=True, slots=True)
class Handoff:
    """One handoff as the floor keeps it; instants are aware UTC, None where it has not happened.

    `id` is `<institution>.<ticket><random>` and names the room too; the ticket rises from one caller to the next.
    `call` is the caller's CallSid, `agent_leg` the agent's.

    `checks` holds (question, matched) in the order asked; `progress` the words shown to the agent; `attempt` counts
    offers; `codes` and `mobiles` count codes and changes of the mobile, `undelivered` is the number of the latest code
    that nobody received; `path` is where the caller was last sent. Nothing here is a secret: name, document and mobile
    are masked.

    `held` and `in_capsule` are milliseconds that are over; a caller on hold now is so `held_since`: whoever puts them
    there writes this field, whoever takes them back empties it, and the floor adds up. What the agent wrote after the
    call: a code of the queue, a note, what is still to be done; `wrapped_up` when that was over.

    `priority` puts a caller before others; `counts_from` is the instant that gives them their place, earlier than
    `requested` when an earlier place was kept; `entered` is the queue they asked for, `queue` where they are. `news` (a
    word of `News`) is what they are to hear about it, `told` at which second of waiting they heard it. `promised` is
    the range of minutes that was spoken first ("3-5"), at `promised_at`, with so many callers `ahead`.
    `wants_call_back`: they left the queue to be called back. `called_back`: we called them, as they had asked by this
    channel (phone or web).

    `muted`: the caller does not hear their agent; `help_since` when the agent asked for help; `guests` who else was
    called into the room. A handoff that went on after a transfer says who gave the caller away (`transferred_by`, a
    name), and by `origin` whether the caller waited again (transferred) or was handed over in the room (handed_over).
    `transfer_note` is what they wrote for whoever takes the caller.
    `taken_over` when that was because the first agent's line broke while a colleague was in the room.
    What the first agent did is another handoff, with the outcome `transferred`: see `ivr.agents.room.transfer`.
    `change` is a new mobile that waits, or waited, for a supervisor's yes; it ends with this agent's part.
    """

    id: str
    institution: str
    call: str
    queue: str
    procedure: str
    requested: datetime
    moved: datetime
    state: State = State.WAITING
    front: bool = False
    caller_number: str = ""
    customer: Customer | None = None
    agent: str = ""
    agent_leg: str = ""
    attempt: int = 0
    offered: datetime | None = None
    lease: datetime | None = None
    answered: datetime | None = None
    capsule: datetime | None = None
    ended: datetime | None = None
    name: str = ""
    mobile: str = ""
    frozen: bool = False
    codes: int = 0
    mobiles: int = 0
    undelivered: int = 0
    checks: tuple[tuple[str, bool], ...] = ()
    progress: tuple[str, ...] = ()
    path: str = ""
    outcome: str = ""
    held_since: datetime | None = None
    held: int = 0
    in_capsule: int = 0
    wrapped_up: datetime | None = None
    wrap_up_code: str = ""
    note: str = ""
    follow_up: str = ""
    priority: int = 0
    counts_from: datetime | None = None
    entered: str = ""
    news: str = ""
    told: str = ""
    promised: str = ""
    promised_at: datetime | None = None
    ahead: int = 0
    wants_call_back: bool = False
    called_back: str = ""
    muted: bool = False
    help_since: datetime | None = None
    transferred_by: str = ""
    origin: str = ""
    taken_over: bool = False
    transfer_note: str = ""
    guests: tuple[Guest, ...] = ()
    change: ContactChange | None = None

    @property
    def change_pending(self) -> bool:
        """Whether a new mobile waits for a supervisor's yes, or to be registered after it."""
        return self.change is not None and self.change.pending


def institution_of(handoff: str) -> str:
    """Give the institution that a handoff's identifier begins with."""
    return handoff.partition(".")[0]


def from_states(to: State) -> frozenset[State]:
    """Give the states from which a handoff may come to `to`."""
    return frozenset(state for state, after in LEGAL.items() if to in after)
