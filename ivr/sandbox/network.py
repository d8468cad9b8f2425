"""The whole network: its lines, calls, queues, rooms, messages and telephones, and what they share."""

from collections import Counter
from dataclasses import dataclass, field

from ivr.sandbox.account import Account
from ivr.sandbox.call_params import status_params
from ivr.sandbox.clock import Clock
from ivr.sandbox.courier import Courier
from ivr.sandbox.endpoints import Behaviour
from ivr.sandbox.faults import Faults
from ivr.sandbox.fingers import Fingers
from ivr.sandbox.leg import FINAL, Leg, LegPlan
from ivr.sandbox.lines import Line
from ivr.sandbox.log import WebhookLog
from ivr.sandbox.mail.inbox import Inbox
from ivr.sandbox.messages import Messages
from ivr.sandbox.recording import Recording
from ivr.sandbox.room import Room
from ivr.sandbox.room_events import RoomEvents
from ivr.sandbox.signals import ClockMoved
from ivr.sandbox.softphones import Softphones
from ivr.sandbox.waiting_queue import WaitingQueue
from ivr.sandbox.webhook import Hook, Postman

EVENT_OF = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}


@dataclass
class Network:
    """Everything in memory, by SID where it has one."""

    account: Account
    clock: Clock = field(default_factory=Clock)
    lines: dict[str, Line] = field(default_factory=dict)  # by number
    legs: dict[str, Leg] = field(default_factory=dict)
    queues: dict[str, WaitingQueue] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    call_recordings: list[Recording] = field(default_factory=list)
    messages: Messages = field(default_factory=Messages)
    inbox: Inbox = field(default_factory=Inbox)
    faults: Faults = field(default_factory=Faults)
    fingers: Fingers = field(default_factory=Fingers)
    endpoints: dict[str, Behaviour] = field(default_factory=dict)
    open_phones: Counter[str] = field(default_factory=Counter)
    softphones: Softphones = field(default_factory=Softphones)
    log: WebhookLog = field(default_factory=WebhookLog)
    media_seconds: dict[str, float] = field(default_factory=dict)  # by URL of a recording

    def __post_init__(self) -> None:
        """Hire the postman."""
        self.postman = Postman(self.account, self.log, self.faults)
        self._couriers: dict[str, Courier] = {}

    def new_leg(self, plan: LegPlan) -> Leg:
        """Make a call; nothing happens in it yet."""
        leg = Leg(plan, self.clock)
        self.legs[leg.sid] = leg
        self._couriers[leg.sid] = Courier(self.postman)
        return leg

    def queue_named(self, name: str) -> WaitingQueue:
        """Return the queue of that name, made on demand."""
        found = next((queue for queue in self.queues.values() if queue.name == name), None)
        if found is None:
            found = WaitingQueue(name, self.clock.now())
            self.queues[found.sid] = found
        return found

    def room_named(self, name: str) -> Room:
        """Return the open room of that name; an ended one is never opened again, a new one is made."""
        found = next((room for room in self.rooms.values() if room.name == name and room.is_open), None)
        if found is None:
            events = RoomEvents(Courier(self.postman), self.clock)
            found = Room(name, self.account.sid, self.clock, events)
            self.rooms[found.sid] = found
        return found

    def set_status(self, leg: Leg, status: str) -> None:
        """Move a call on and report it."""
        leg.set_status(status)
        self.report(leg, status)

    def report(self, leg: Leg, status: str) -> None:
        """Send a call's status callback, if it asked for this event."""
        event = "completed" if status in FINAL else EVENT_OF.get(status, status)
        callback = leg.plan.callback
        if callback.wants(event):
            params = status_params(leg, self.account.sid, status)
            leg.sequence += 1
            self._couriers[leg.sid].send(Hook(callback.url, params, callback.method))

    def hang_up(self, leg: Leg, status: str = "completed", by: str = "caller") -> bool:
        """End a call from outside; False when it was over already."""
        done = leg.hang_up(status, by)
        if done:
            self.report(leg, status)
        return done

    def set_speed(self, speed: float, *, patient: bool) -> None:
        """Let time run at another speed; every call counts its wait again."""
        self.clock.set_speed(speed)
        self.clock.patient = patient
        for leg in self.legs.values():
            leg.post(ClockMoved())

    def move_clock(self, seconds: float) -> None:
        """Have it be so many seconds later at once; every call's wait is shorter by as many."""
        self.clock.move(seconds)
        for leg in self.legs.values():
            leg.post(ClockMoved(seconds))

    def recordings(self) -> list[Recording]:
        """Return all recordings of calls and rooms."""
        in_rooms = [recording for room in self.rooms.values() for recording in room.recordings]
        return self.call_recordings + in_rooms
