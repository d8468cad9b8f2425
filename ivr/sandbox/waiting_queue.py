"""The queue in which callers wait, first come, first served, and what each of them may be told of it."""

from dataclasses import dataclass, field

from ivr.sandbox.ids import new_sid
from ivr.sandbox.leg import Leg

DEFAULT_SIZE = 1000
LARGEST_SIZE = 5000


@dataclass(eq=False)
class Member:
    """A caller in a queue, since a moment in seconds since the epoch."""

    leg: Leg
    queue: "WaitingQueue"
    since: float

    @property
    def waited(self) -> int:
        """Whole seconds in the queue so far."""
        return int(self.leg.clock.now() - self.since)


@dataclass(eq=False)
class WaitingQueue:
    """A queue with a name of its own."""

    name: str
    created: float
    max_size: int = DEFAULT_SIZE
    sid: str = field(default_factory=lambda: new_sid("QU"))
    members: list[Member] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Say whether nobody else may wait here."""
        return len(self.members) >= self.max_size

    @property
    def average_wait(self) -> int:
        """Average seconds of those *still waiting*: not an estimate of the wait to come."""
        return sum(member.waited for member in self.members) // len(self.members) if self.members else 0

    def join(self, leg: Leg) -> Member:
        """Let a caller wait at the end."""
        member = Member(leg, self, leg.clock.now())
        self.members.append(member)
        return member

    def leave(self, member: Member) -> bool:
        """Let a caller go; False when somebody took them out a moment ago."""
        if member in self.members:
            self.members.remove(member)
            return True
        return False

    def position(self, member: Member) -> int:
        """Return the place in the queue, from 1; 0 when not in it."""
        return self.members.index(member) + 1 if member in self.members else 0

    def params(self, member: Member) -> dict[str, str]:
        """Return what a waitUrl is told."""
        return {
            "QueueSid": self.sid,
            "QueuePosition": str(self.position(member)),
            "QueueTime": str(member.waited),
            "AvgQueueTime": str(self.average_wait),
            "CurrentQueueSize": str(len(self.members)),
            "MaxQueueSize": str(self.max_size),
        }
