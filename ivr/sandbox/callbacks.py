"""What a call or a room reports to the product, and when: the URL, the method and the events asked for."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class StatusCallback:
    """Where to report, and which events; an empty URL reports nothing."""

    url: str = ""
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})

    def wants(self, event: str) -> bool:
        """Say whether this event is reported."""
        return bool(self.url) and event in self.events


def status_callback(url: str, method: str, events: Iterable[str], default: str) -> StatusCallback:
    """Make a callback from REST or TwiML values; events may be given one by one or in one string with blanks."""
    named = frozenset(word for event in events for word in event.replace(",", " ").split())
    return StatusCallback(url, method or "POST", named or frozenset(default.split()))
