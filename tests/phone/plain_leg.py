"""A leg of a call on the plain network: what it heard, where it is, and what it would ask for next."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element


@dataclass
class Room:
    """A leg's place in a conference: its name, where events are told, and what follows the end of the Dial."""

    name: str
    label: str
    events: str
    action: str


@dataclass
class Leg:
    """A telephone on the plain network; `state` is keys, queue, room, dialled, moving or ended."""

    sid: str
    number: str
    line: str
    direction: str = "inbound"
    status_url: str = ""
    state: str = "moving"
    heard: list[str] = field(default_factory=list)
    gather: Element | None = None
    queue: Element | None = None
    room: Room | None = None

    def parameters(self, **more: str) -> dict[str, str]:
        """Give what every webhook of this leg says."""
        status = more.pop("status", "in-progress")
        own = {"CallSid": self.sid, "From": self.number, "To": self.line, "CallStatus": status}
        return own | {"Direction": self.direction} | more


def typed(gather: Element, keys: str) -> str:
    """Give the Digits that a Gather sends after these keys; keys that nobody waits for fail."""
    finish, count = gather.get("finishOnKey", "#"), int(gather.get("numDigits", "0"))
    for place, key in enumerate(keys):
        if finish and key == finish:
            assert place == len(keys) - 1, f"{keys[place + 1 :]} would be lost"
            return keys[:place]
        if count and place + 1 == count:
            assert place == len(keys) - 1, f"{keys[place + 1 :]} would be lost"
    return keys
