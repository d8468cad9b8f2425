"""The floor: everything that changes while callers wait and agents work, and that only one may change at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from ivr.agents.agent import Agent, AgentState, Wish
from ivr.agents.desk.wrap_up import WrapUpAnswer, WrapUpStep
from ivr.agents.handoff import Handoff, State
from ivr.agents.room.guest import GuestAnswer, GuestStep
from ivr.agents.room.transfer import Transfer, TransferAnswer
from ivr.institutions import NotReadyReason, WrapUpRule
from ivr.queues import SkillStep


@dataclass(frozen=True, slots=True)
class Errand:
    """A telephone command that is owed: redirect `call` to `path`, or hang up `call` (no path)."""

    handoff: str
    call: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many seconds a caller who waited in vain finds their place again (`place`, only after a call that broke
    off, or to be called back), and is let before those who did not (`repeated`).
    """

    place: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Entry:
    """How a queue takes a caller: priority added for one who waited in vain (`repeated`); whether one who was in it is
    let in for a while after it closed (`grace`); whether anybody may wait although nobody is signed in (`anyway`).
    """

    repeated: int = 0
    grace: bool = False
    anyway: bool = False


NEW = Entry()


@dataclass(frozen=True)
class Move:
    """A change of one handoff, made whole or not at all.

    Made only when the handoff is in one of the states `before` and, where `agent` is named, still theirs; `leased`
    asks that the offer has not run out. `to` None changes fields only. A handoff that goes back to WAITING goes to the
    front; one that leaves its agent makes them `frees` (offline if their page is gone), after the `wrap_up` of a queue
    when they talked; one that ends without an answer leaves what it `keeps`. `errands` are written with it. `sequence`
    is that of the caller's effect which makes the move: it is not made when a later effect has moved the handoff.
    """

    handoff: str
    before: frozenset[State]
    event: str
    to: State | None = None
    agent: str = ""
    leased: bool = False
    frees: AgentState = AgentState.AVAILABLE
    fields: Mapping[str, str] = field(default_factory=dict)
    progress: str = ""
    errands: tuple[Errand, ...] = ()
    effect: str = ""
    sequence: int = 0
    declined: bool = False
    wrap_up: WrapUpRule | None = None
    keeps: Keeping | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A caller's place: 1 is next, call-backs before them counted; how many wait; agents at work.

    `answers` are the instants of the latest answers, newest first; `staffed` how many agents there were at each.
    `working`: some agent takes calls, now or after the one they are in.
    """

    position: int
    waiting: int
    agents: int
    answers: tuple[datetime, ...]
    staffed: tuple[int, ...] = ()
    working: bool = True


Steps = Mapping[str, tuple[SkillStep, ...]]
NO_STEPS: Steps = MappingProxyType({})


def stamp(instant: datetime) -> str:
    """Give an instant as a handoff's fields hold it: milliseconds since 1970."""
    return str(round(instant.timestamp() * 1000))


class Floor(Protocol):
    """Queues, agents, offers and handoffs of all institutions, kept apart. Any method may raise Unavailable."""

    def request(
        self, handoff: Handoff, size: int, effect: str, now: datetime, *, is_open: bool, entry: Entry = NEW
    ) -> str:
        """Put a new handoff into its queue and give its identifier; a repetition of `effect` gets its first answer.

        Who had a place a moment ago gets it back.
        Raises QueueFull, QueueClosed (hours, staff, closed), ConflictError when the call has another live handoff.
        """

    def admits(self, handoff: Handoff, now: datetime, *, is_open: bool, entry: Entry = NEW) -> None:
        """Raise QueueClosed where the caller of a handoff would find the queue closed now; nothing is changed."""

    def match(
        self,
        institution: str,
        offer_seconds: Mapping[str, int],
        now: datetime,
        steps: Steps = NO_STEPS,
        *,
        calls_back: bool = False,
    ) -> int:
        """Offer the best placed caller to the agent longest idle who has the skills that are wanted by now (`steps` by
        queue; anybody where there are none), as often as there are both; give how often.

        With `calls_back`, agents are kept free for call-backs whose turn has come, until they are dialled.
        """

    def move(self, move: Move, now: datetime) -> Handoff:
        """Make the change and give the handoff after it. Raises ConflictError when it does not stand as supposed."""

    def get(self, handoff: str) -> Handoff | None:
        """Give a handoff, live or lately ended."""

    def of_call(self, institution: str, call: str) -> Handoff | None:
        """Give the live handoff of a call."""

    def live(self, institution: str) -> tuple[Handoff, ...]:
        """Give every live handoff."""

    def place(self, handoff: Handoff, now: datetime) -> Place | None:
        """Give the caller's place in the queue, or None when the handoff does not wait."""

    def load(self, institution: str, queue: str, skills: tuple[str, ...], now: datetime) -> tuple[int, int]:
        """Give how many wait in a queue, and how many agents with these skills are signed in."""

    def relieve(self, institution: str, queue: str, now: datetime, *, over: int, to: str, news: str) -> tuple[str, ...]:
        """Lead those who have waited for `over` seconds into the queue `to`, or leave them `news`; once each."""

    def ticket(self, institution: str) -> int:
        """Give the number of the caller who arrives now; it rises from one to the next, whoever asks."""

    def waiting(self, institution: str, queues: tuple[str, ...]) -> int:
        """Count the callers in these queues."""

    def presence(
        self,
        institution: str,
        agent: str,
        wish: Wish,
        now: datetime,
        reason: NotReadyReason | None = None,
        *,
        directed: bool = False,
        skills: tuple[str, ...] | None = None,
    ) -> AgentState:
        """Note that an agent's page lives, or what it wishes; an offer given up returns to the front.

        NOT_READY needs a `reason`. While a call or wrap-up keeps the agent, a pause is kept for afterwards. `directed`
        is a supervisor's word: no sign of life, and it ends a wrap-up; nobody whose page is gone becomes available.
        `skills` are the agent's from now on; None leaves them as they are.
        """

    def wrap_up(self, step: WrapUpStep, now: datetime) -> WrapUpAnswer:
        """Do what an agent does after a call; OVER when this wrap-up is not under way (any more)."""

    def guest(self, step: GuestStep, now: datetime) -> GuestAnswer:
        """Change who is in a room besides caller and agent; a colleague who is asked takes no callers meanwhile."""

    def transfer(self, transfer: Transfer, now: datetime) -> TransferAnswer:
        """Give a caller from one agent to another, or to a queue, with all that was proven; nobody has them twice."""

    def times(self, institution: str, now: datetime) -> tuple[str, ...]:
        """End what is over: wrap-up, and reasons of agents whose page is gone; give the agents who were moved."""

    def agent(self, institution: str, agent: str) -> Agent:
        """Give an agent; one never seen is offline."""

    def vanished(self, institution: str, now: datetime) -> tuple[str, ...]:
        """Give the agents whose page has been silent too long."""

    def last_seen(self, institution: str) -> datetime | None:
        """Give when any agent's page was last heard of."""

    def expired(self, institution: str, now: datetime) -> tuple[str, ...]:
        """Give the handoffs whose offer has run out."""

    def is_news(self, handoff: str, conference: str, call: str, sequence: int) -> bool:
        """Say whether this conference event is newer than the last one noted of the same participant."""

    def fresh(self, handoff: str, conference: str, call: str, sequence: int) -> bool:
        """Note a conference event; say whether it was newer than the last one noted of the same participant."""

    def errands(self, institution: str) -> tuple[Errand, ...]:
        """Give the telephone commands still owed."""

    def run(self, errand: Errand) -> None:
        """Note that an errand was run, unless it has been replaced since."""

    def unsaved(self, institution: str) -> tuple[str, ...]:
        """Give the ended handoffs whose facts are not in the records yet."""

    def saved(self, handoff: str, wrapped_up: datetime | None = None) -> None:
        """Note that an ended handoff's facts are in the records, unless its wrap-up ended after they were read."""
