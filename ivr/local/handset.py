"""A telephone in a terminal: what is said in writing, the text messages, and whether somebody waits for keys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Self

import requests

from ivr.local.failure import CannotStart

PATIENCE = 10.0  # seconds for an answer of the network
GLANCE = 0.4  # seconds between looks when nothing is said
SILENT = {"key", "redirect", "beep", "sms"}  # what was pressed, what nobody hears, what the telephone itself receives
Write = Callable[[str], None]


@dataclass
class Handset:
    """A call in progress, seen from the caller; `asked` is set while the line waits for keys and all was said."""

    network: str
    sid: str
    number: str
    write: Write
    asked: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    heard: int = 0
    pressed_after: int = -1
    read: int = 0

    @classmethod
    def dial(cls, network: str, from_: str, to: str, write: Write) -> Self:
        """Call a line. Raises CannotStart when there is no network, or no such line."""
        try:
            answer = requests.post(f"{network}/sandbox/calls", json={"from": from_, "to": to}, timeout=PATIENCE)
        except (requests.ConnectionError, requests.exceptions.InvalidURL, requests.exceptions.MissingSchema):
            raise CannotStart(f"No telephone network answers at {network}. Is `ivr run` running?") from None
        if not answer.ok:
            raise CannotStart(f"The network does not put the call through: {answer.text.strip()}")
        handset = cls(network, answer.json()["sid"], from_, write)
        handset.read = len(handset.messages())
        return handset

    def listen(self) -> None:
        """Write what is heard and received until the call is over."""
        while not self.ended.is_set():
            call = self._get(f"calls/{self.sid}/wait", after=self.heard, timeout=GLANCE)
            self._write_new(call["transcript"])
            self._note(call)

    def press(self, keys: str) -> None:
        """Press keys; what is pressed between two questions is lost, as on any telephone."""
        self._act("keys", {"digits": keys})

    def keep_silent(self) -> None:
        """Let the time of the open question pass."""
        self._act("silence", {})

    def hang_up(self) -> None:
        """End the call."""
        self._act("hangup", {})

    def visit(self, address: str, key: str) -> None:
        """Follow the newest link in a mailbox, and type a key on the page that it opens; trouble is written."""
        body = {"to": address, "key": key}
        answer = requests.post(f"{self.network}/sandbox/visits", json=body, timeout=4 * PATIENCE)
        self.write(f"  ({answer.json().get('page') or answer.text.strip()})")

    def messages(self) -> list[str]:
        """Give the text messages of this telephone, oldest first."""
        messages = self._get("messages", to=self.number)["messages"]
        return [str(message["body"]) for message in reversed(messages)]

    def _note(self, call: dict[str, Any]) -> None:
        asks = call["state"] == "gathering" and call["settled"] and not call["gather"]["digits"]
        waits = asks and call["last"] > self.pressed_after  # not while in a queue, where keys mean something else
        (self.asked.set if waits else self.asked.clear)()
        if call["state"] == "ended":
            self.ended.set()
            self.asked.set()  # whoever waits to press need not wait any longer

    def _write_new(self, transcript: list[dict[str, Any]]) -> None:
        for entry in transcript[self.heard :]:
            if entry["kind"] not in SILENT:
                self.write(_sentence(entry["kind"], entry["text"]))
        self.heard = len(transcript)
        texts = self.messages()
        for text in texts[self.read :]:
            self.write(f"  [SMS] {text}")
        self.read = len(texts)

    def _act(self, what: str, body: dict[str, str]) -> None:
        self.asked.clear()
        answer = requests.post(f"{self.network}/sandbox/calls/{self.sid}/{what}", json=body, timeout=PATIENCE)
        if answer.ok:
            self.pressed_after = answer.json()["after"]
        elif not self.ended.is_set():
            self.write(f"  ({answer.text.strip()})")

    def _get(self, path: str, **query: str | float) -> Any:
        return requests.get(f"{self.network}/sandbox/{path}", params=query, timeout=PATIENCE).json()


def _sentence(kind: str, text: str) -> str:
    if kind == "say":
        return text
    return f"  ({kind}: {text})" if text not in {"", kind} else f"  ({kind})"
