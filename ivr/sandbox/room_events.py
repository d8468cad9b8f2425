"""What a room reports to the product: one URL, that of its first participant, and a number that gives the order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.sandbox.callbacks import StatusCallback
from ivr.sandbox.clock import Clock, rfc2822
from ivr.sandbox.courier import Courier
from ivr.sandbox.webhook import Hook

# The names in statusCallbackEvent and the events that each one asks for.
GROUPS: Mapping[str, frozenset[str]] = {
    "start": frozenset({"conference-start"}),
    "end": frozenset({"conference-end"}),
    "join": frozenset({"participant-join"}),
    "leave": frozenset({"participant-leave"}),
    "mute": frozenset({"participant-mute", "participant-unmute"}),
    "hold": frozenset({"participant-hold", "participant-unhold"}),
    "modify": frozenset({"participant-modify"}),
    "announcement": frozenset({"announcement-end", "announcement-fail"}),
    "speaker": frozenset(),
}


@dataclass
class RoomEvents:
    """Reports one room's events in order, numbered from 1."""

    courier: Courier
    clock: Clock
    callback: StatusCallback = field(default_factory=StatusCallback)
    sequence: int = 0

    def report(self, event: str, params: Mapping[str, str]) -> None:
        """Send an event, if the first participant asked for its group."""
        if not any(event in GROUPS.get(group, ()) for group in self.callback.events) or not self.callback.url:
            return
        self.sequence += 1
        own = {
            "StatusCallbackEvent": event,
            "SequenceNumber": str(self.sequence),
            "Timestamp": rfc2822(self.clock.now()) or "",
        }
        self.courier.send(Hook(self.callback.url, {**params, **own}, self.callback.method))
