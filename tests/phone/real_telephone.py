"""A caller's telephone on the local network, held by its control API."""

from dataclasses import dataclass
from typing import Any

import requests

from tests.phone.call import until

STATES = {"gathering": "keys", "queued": "queue", "conference": "room", "connected": "dialled", "ended": "ended"}


@dataclass
class RealTelephone:
    """A telephone; each look at it is a request."""

    network: str
    sid: str
    number: str
    patience: float = 30.0

    def heard(self) -> list[str]:
        """Give what was said and played since the call began."""
        return [entry["text"] for entry in self._view()["transcript"] if entry["kind"] in ("say", "play")]

    def state(self) -> str:
        """Give where the call rests, or moving."""
        view = self._view()
        return STATES.get(view["state"], "moving") if view["settled"] else "moving"

    def press(self, keys: str) -> None:
        """Press keys."""
        self._do("keys", digits=keys)

    def silence(self) -> None:
        """Press nothing."""
        self._do("silence")

    def hang_up(self) -> None:
        """End the call, and wait until the service was told."""
        self._do("hangup")
        until(lambda: not requests.get(f"{self.network}/sandbox/log", timeout=10).json()["pending"], self.patience)

    def _do(self, what: str, **body: str) -> None:
        answer = requests.post(f"{self.network}/sandbox/calls/{self.sid}/{what}", json=body, timeout=10)
        assert answer.ok, answer.text

    def _view(self) -> dict[str, Any]:
        view: dict[str, Any] = requests.get(f"{self.network}/sandbox/calls/{self.sid}", timeout=10).json()
        return view
