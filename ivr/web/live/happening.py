"""One thing that happened at an institution, as an agent's page hears of it: a word and a handoff, never digits."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

FORM = re.compile(r"[0-9]{1,20}-[0-9]{1,20}")
START = "0-0"
STREAM_LENGTH = 10_000  # entries that are kept, more or less; as the floor's scripts keep them


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the stream `ivr:{institution}:events`; `id` is Redis's `milliseconds-number`.

    `heard` is the instant (`time.monotonic`) at which this process knew of it: what is looked up later knows it too.
    """

    id: str
    agent: str
    type: str
    handoff: str
    state: str
    heard: float

    @classmethod
    def of(cls, entry_id: str, fields: Mapping[str, str], heard: float) -> "Happening":
        """Read an entry. Only these four fields are ever sent, whatever else it says."""
        agent, kind, handoff, state = (fields.get(name, "") for name in ("agent", "type", "handoff", "state"))
        return cls(entry_id, agent, kind, handoff, state, heard)

    def after(self, position: str) -> bool:
        """Say whether it happened later than a position."""
        return _order(self.id) > _order(position)

    def sent(self) -> str:
        """Give it as a server-sent event (WHATWG HTML, 9.2)."""
        data = json.dumps({"type": self.type, "handoff": self.handoff, "state": self.state})
        return f"id: {self.id}\ndata: {data}\n\n"


def stream_of(institution: str) -> str:
    """Give the key of an institution's stream."""
    return f"ivr:{{{institution}}}:events"


def position(last_event_id: str) -> str:
    """Give the position that a browser came to, or nothing for what never was one."""
    return last_event_id if FORM.fullmatch(last_event_id) else ""


def _order(entry_id: str) -> tuple[int, int]:
    milliseconds, _, number = entry_id.partition("-")
    return int(milliseconds), int(number)
