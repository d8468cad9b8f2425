"""The local telephone network as the crowd uses it: its control API, which any page or test uses too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from ivr.local.failure import CannotStart

PATIENCE = 20.0  # seconds for an answer: the machine may be busy
CONNECTION = (requests.ConnectionError, requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)


@dataclass(frozen=True)
class CrowdNetwork:
    """The network at an address. Every method raises CannotStart when nobody answers there."""

    address: str

    def speed(self) -> float:
        """Give how fast its time runs: 1 is real."""
        return float(self._ask("GET", "clock")["speed"])

    def set_speed(self, speed: float) -> None:
        """Have its voices and pauses take less time (or more)."""
        self._ask("POST", "clock", {"speed": speed})

    def dial(self, number: str, line: str) -> str:
        """Call a line and give the CallSid. Raises CannotStart when the line is not connected."""
        found = self._ask("POST", "calls", {"from": number, "to": line})
        if "sid" not in found:
            raise CannotStart(f"The network does not put the call through: {found.get('error', found)}")
        return str(found["sid"])

    def call(self, sid: str) -> Mapping[str, Any]:
        """Give what a call is doing, with all that was said."""
        return self._ask("GET", f"calls/{sid}")

    def calls_to(self, number: str) -> tuple[str, ...]:
        """Give the live calls that are made to a telephone."""
        found = self._ask("GET", "calls?limit=100")["calls"]
        return tuple(str(call["sid"]) for call in found if call["to"] == number and call["state"] != "ended")

    def act(self, sid: str, what: str, **body: str) -> int:
        """Press `keys`, speak, hang up; give the line of the transcript after which it happened (0: too late)."""
        return int(self._ask("POST", f"calls/{sid}/{what}", body).get("after", 0))

    def messages(self, number: str) -> tuple[str, ...]:
        """Give the text messages of a telephone, the newest first."""
        return tuple(str(message["body"]) for message in self._ask("GET", f"messages?to=%2B{number[1:]}")["messages"])

    def has_page(self, identity: str) -> bool:
        """Say whether a browser is somebody's telephone now: `client:<identity>`, in any session."""
        pages = self._ask("GET", "softphones")["softphones"]
        return any(name.partition("_v")[0] == identity and count for name, count in dict(pages).items())

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Mapping[str, Any]:
        try:
            answer = requests.request(method, f"{self.address}/sandbox/{path}", json=body, timeout=PATIENCE)
            found: Mapping[str, Any] = answer.json()
        except CONNECTION:
            raise CannotStart(f"No telephone network answers at {self.address}. Is `ivr run` running?") from None
        except (requests.RequestException, ValueError) as problem:
            raise CannotStart(f"What answers at {self.address} is no telephone network of `ivr run`.") from problem
        return found
