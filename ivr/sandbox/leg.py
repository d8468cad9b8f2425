"""One call between the network and one telephone: what it is doing, what it heard, and what happens to it."""

import threading
import time
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import TYPE_CHECKING

from ivr.sandbox.callbacks import StatusCallback
from ivr.sandbox.clock import Clock, Wait
from ivr.sandbox.ids import new_sid
from ivr.sandbox.signals import (
    CallEnded,
    ClockMoved,
    Declined,
    Delivered,
    Interrupt,
    PartnerLeft,
    PickedUp,
    RoomChanged,
    Signal,
    Source,
    TakenFromQueue,
)
from ivr.sandbox.transcript import Detail, Transcript

if TYPE_CHECKING:
    from ivr.sandbox.bridge import Bridge
    from ivr.sandbox.participant import Participant
    from ivr.sandbox.waiting_queue import Member

FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


@dataclass(frozen=True)
class GatherView:
    """An open Gather, as the person on the telephone meets it; `timeout` in seconds."""

    digits: str
    num_digits: int | None
    finish_on_key: str
    timeout: float


@dataclass(frozen=True)
class LegPlan:
    """What is known of a call when it is made."""

    from_: str
    to: str
    direction: str  # inbound, outbound-api, outbound-dial
    status: str
    fallback: Source | None = None
    callback: StatusCallback = field(default_factory=StatusCallback)
    ring_seconds: float = 60.0
    parent_sid: str | None = None
    parameters: str = ""  # that a page is told with the call: `a=b&c=d`


class Leg:
    """A live or finished call. Its own thread executes; others only `post` signals to it."""

    def __init__(self, plan: LegPlan, clock: Clock) -> None:
        self.sid = new_sid("CA")
        self.plan = plan
        self.clock = clock
        self.status = plan.status
        self.created = self.updated = clock.now()
        self.answered_at: float | None = None
        self.ended_at: float | None = None
        self.sequence = 0
        self.state = "ringing"
        self.at_rest = False
        self.idle_documents = 0
        self.ticket: object = None
        self.gather: GatherView | None = None
        self.member: Member | None = None
        self.participant: Participant | None = None
        self.bridge: Bridge | None = None
        self.transcript = Transcript()
        self.changed = threading.Condition()
        self.inbox: Queue[Signal] = Queue()

    @property
    def ended(self) -> bool:
        """Say whether the call has a final status."""
        return self.status in FINAL

    @property
    def settled(self) -> bool:
        """Say whether the call rests: it waits for its person or for others, and nothing is on its way to it."""
        return self.state == "ended" or (self.at_rest and self.inbox.empty())

    def note(self, kind: str, text: str = "", **details: Detail) -> None:
        """Write a line into the transcript and wake who watches."""
        self.transcript.add(kind, text, self.clock.now(), details)
        self.tell()

    def show(self, state: str, *, at_rest: bool = False, gather: GatherView | None = None) -> None:
        """Say what the call does now."""
        self.state, self.at_rest, self.gather = state, at_rest, gather
        self.tell()

    def tell(self) -> None:
        """Wake those who watch this call."""
        with self.changed:
            self.changed.notify_all()

    def post(self, signal: Signal) -> None:
        """Let something happen to the call; a finished call takes nothing."""
        if self.state != "ended":
            self.inbox.put(signal)

    def receive(self, seconds: float | None, wait: Wait) -> Signal | None:
        """Wait for a signal, at most `seconds` of the network's time (None: for ever); None when it is over.

        Raises:
            Interrupt: the call goes another way; whatever waited is over.
        """
        left = seconds
        while True:
            real = self.clock.real(left, wait)
            started = time.monotonic()
            try:
                signal = self.inbox.get(timeout=real) if real is None or real > 0 else self.inbox.get_nowait()
            except Empty:
                return None
            if self.ended:
                raise CallEnded
            if self._concerns(signal):
                if isinstance(signal, Interrupt):
                    raise signal
                return signal
            gone = self.clock.passed(time.monotonic() - started, wait)
            gone += signal.ahead if isinstance(signal, ClockMoved) else 0
            left = None if left is None else max(left - gone, 0)

    def _concerns(self, signal: Signal) -> bool:
        """Say whether a signal still means something: a room left long ago does not."""
        if isinstance(signal, RoomChanged):
            return self.participant is not None and self.participant.room is signal.room
        if isinstance(signal, TakenFromQueue):
            return self.member is not None
        if isinstance(signal, PartnerLeft):
            return self.bridge is signal.bridge
        if isinstance(signal, Delivered):
            return self.ticket is signal.ticket
        if isinstance(signal, PickedUp | Declined):
            return self.state == "ringing"
        return not isinstance(signal, ClockMoved)

    def pass_time(self, seconds: float | None, wait: Wait) -> None:
        """Let time pass outside a Gather: keys are lost, as the network has no type-ahead."""
        deadline = None if seconds is None else self.clock.now() + seconds
        left = seconds
        while (signal := self.receive(left, wait)) is not None:
            self.lose(signal)
            left = None if deadline is None or left is None else max(deadline - self.clock.now(), 0)

    def lose(self, signal: Signal) -> None:
        """Write down a key that nothing was waiting for."""
        digit = getattr(signal, "digit", None)
        if digit:
            self.note("lost-key", str(digit))

    def hang_up(self, status: str = "completed", by: str = "caller") -> bool:
        """End the call from outside its own thread; False when it had ended already."""
        if self.ended:
            return False
        self.set_status(status)
        self.note("hangup", by)
        self.inbox.put(CallEnded())
        return True

    def finish(self) -> None:
        """Say that nothing more happens in this call."""
        self.show("ended", at_rest=True)

    def set_status(self, status: str) -> None:
        """Give the call another status and remember when."""
        self.status = status
        self.updated = self.clock.now()
        if status == "in-progress":
            self.answered_at = self.updated
        if status in FINAL:
            self.ended_at = self.updated
        self.tell()

    @property
    def seconds(self) -> int:
        """Whole seconds from the answer to the end, or until now."""
        if self.answered_at is None:
            return 0
        return round((self.ended_at or self.clock.now()) - self.answered_at)
