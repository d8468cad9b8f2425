"""The official client before a network on this machine, which leads callers where a test says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from ivr.telephony.switchboard import TwilioSwitchboard
from tests.sandbox.product import Product
from tests.telephony.networks import LINE, until


class Recorder(HTTPAdapter):
    """Sends what the client sends, and keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Keep the request and send it."""
        self.sent.append(request)
        return super().send(request, *args, **kwargs)


@dataclass
class SandboxNetwork:
    """The official client before a network on this machine, with a product that leads callers where a test says."""

    switchboard: TwilioSwitchboard
    url: str
    product: Product
    recorder: Recorder = field(default_factory=Recorder)

    def __post_init__(self) -> None:
        self.product.answers |= {
            "/left": "",
            "/events": "",
            "/status": "",
            "/wait": "<Pause/>",
            "/announcement": "<Say/>",
        }
        self.product.answers["/waiting"] = "<Enqueue waitUrl='/wait'>contract</Enqueue>"
        self.switchboard._api._version.domain.twilio.http_client._session.mount("http://", self.recorder)

    def waiting_call(self) -> str:
        """Let somebody call in and wait."""
        return self._call_to("/waiting", "queued")

    def call_in_room(self, room: str, label: str, *, recorded: bool = False) -> str:
        """Let somebody call in and enter a room."""
        record = "record='record-from-start'" if recorded else ""
        self.product.answers["/room"] = (
            f"<Dial action='/left'><Conference participantLabel='{label}' {record}>{room}</Conference></Dial>"
        )
        return self._call_to("/room", "conference")

    def fetched(self, call: str) -> str:
        """Give the path that the call was sent to."""
        until(lambda: any(one.params.get("CallSid") == call for one in self.product.asked if one.path == "/elsewhere"))
        return "/elsewhere"

    def recording(self, room: str) -> str:  # noqa: ARG002 - the newest recording is the room's
        """Give how the room's recording stands."""
        found = requests.get(f"{self.url}/sandbox/recordings", timeout=5).json()["recordings"]
        return str(found[0]["status"])

    def hears(self, room: str, call: str) -> frozenset[str]:
        """Give whose voices somebody in a room hears, as the network itself knows."""
        rooms = requests.get(f"{self.url}/sandbox/rooms", timeout=5).json()["rooms"]
        inside = [one for found in rooms if found["name"] == room for one in found["participants"]]
        return frozenset(other for one in inside if one["call"] == call for other in one["hears"])

    def announced(self, call: str) -> bool:
        """Say whether somebody heard the announcement."""
        asked = [one.params.get("CallSid") for one in self.product.asked if one.path == "/announcement"]
        return call in asked

    def break_next(self, name: str) -> None:
        """Have the next such command fail."""
        kind = "message-500" if name == "send_message" else "rest-500"
        requests.post(f"{self.url}/sandbox/faults", json={"kind": kind}, timeout=5).raise_for_status()

    def behave(self, number: str, outcome: str) -> None:
        """Decide how a called telephone answers."""
        behaviour = {"in-progress": "answer"}.get(outcome, outcome)
        body = {"endpoint": number, "behaviour": behaviour}
        requests.post(f"{self.url}/sandbox/endpoints", json=body, timeout=5).raise_for_status()

    def minute_ago(self) -> datetime:
        """Give an instant before anything of this test."""
        return datetime.now(UTC) - timedelta(minutes=1)

    def _call_to(self, path: str, state: str) -> str:
        call = self.switchboard.dial("+573009998877", LINE, path, "/status", 20)
        until(lambda: requests.get(f"{self.url}/sandbox/calls/{call}", timeout=5).json()["state"] == state)
        return call
