"""A telephone in a test: dial, press, keep silent, and read what was heard."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from tests.sandbox.product import Product

ANA = "+573001112233"
LINE = "+576015550100"


@dataclass
class Call:
    """One call of a test; `last` is the last line of its transcript that was seen."""

    url: str
    sid: str
    last: int = 0

    def post(self, what: str, **body: str) -> "Call":
        """Do something with the telephone."""
        answer = requests.post(f"{self.url}/sandbox/calls/{self.sid}/{what}", json=body, timeout=10)
        answer.raise_for_status()
        self.last = answer.json()["after"]
        return self

    def press(self, digits: str) -> "Call":
        """Press keys."""
        return self.post("keys", digits=digits)

    def silence(self) -> "Call":
        """Let the time of the open Gather pass."""
        return self.post("silence")

    def says(self, text: str) -> list[str]:
        """Say something; return the SIDs of the calls that heard it."""
        answer = requests.post(f"{self.url}/sandbox/calls/{self.sid}/speech", json={"text": text}, timeout=10)
        answer.raise_for_status()
        heard_by: list[str] = answer.json()["heard_by"]
        return heard_by

    def hang_up(self) -> "Call":
        """End the call as its person."""
        return self.post("hangup")

    def rest(self, *states: str) -> dict[str, Any]:
        """Wait until the call rests, in one of the states if any is named, and return it."""
        query = {"after": str(self.last), "timeout": "8", "state": ",".join(states)}
        url = f"{self.url}/sandbox/calls/{self.sid}/wait"
        view: dict[str, Any] = requests.get(url, params=query, timeout=20).json()
        assert view["settled"], view
        assert not states or view["state"] in states, view
        return view

    def heard(self, *kinds: str) -> list[str]:
        """Return the texts of these kinds so far."""
        return [line["text"] for line in self.view()["transcript"] if line["kind"] in kinds]

    def view(self) -> dict[str, Any]:
        """Return the call with its transcript."""
        view: dict[str, Any] = requests.get(f"{self.url}/sandbox/calls/{self.sid}", timeout=10).json()
        return view


@dataclass
class Exchange:
    """The sandbox as a test holds it, with the product behind its one line."""

    url: str
    product: Product

    def dial(self, twiml: str, from_: str = ANA) -> Call:
        """Dial the line, which answers with this TwiML."""
        self.product.answers["/voice"] = twiml
        return self.call(from_)

    def call(self, from_: str = ANA, to: str = LINE) -> Call:
        """Dial a line."""
        answer = self.post("/sandbox/calls", {"from": from_, "to": to})
        return Call(self.url, answer["sid"])

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask the control API for something."""
        answer = requests.post(self.url + path, json=body, timeout=10)
        answer.raise_for_status()
        data: dict[str, Any] = answer.json()
        return data

    def get(self, path: str) -> dict[str, Any]:
        """Look at something through the control API."""
        data: dict[str, Any] = requests.get(self.url + path, timeout=10).json()
        return data

    def open_calls(self) -> list[dict[str, Any]]:
        """Return the calls that are not over."""
        return [call for call in self.get("/sandbox/calls")["calls"] if call["state"] != "ended"]

    def fault(self, kind: str, **more: object) -> None:
        """Switch a fault on."""
        self.post("/sandbox/faults", {"kind": kind, **more})


def until(happened: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until something that runs elsewhere has happened."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.03)
