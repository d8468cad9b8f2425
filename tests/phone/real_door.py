"""The desk by its pages: an agent who signs in with both factors and presses the buttons."""

import re
from dataclasses import dataclass
from typing import Any, Self

import pyotp
import requests

from ivr.errors import DeskError
from ivr.ports import Clock
from ivr.stores.demo.staff import DemoStaff

TOKEN = re.compile(r'name="csrf[-_]token"[^>]*(?:content|value)="([^"]+)"')
OK, UNAUTHORIZED = 200, 401
OFFERS = ("accept", "decline")


@dataclass
class PageDoor:
    """A browser that carries its cookie itself: it counts this machine as safe, as browsers do."""

    url: str
    network: str
    member: DemoStaff
    clock: Clock
    cookie: str = ""
    token: str = ""
    patience: float = 30.0

    def signed_in(self) -> Self:
        """Sign in."""
        self._read_token("/desk/sign-in")
        form = {"institution": "serfinansa", "user": self.member.user, "password": self.member.password}
        code = pyotp.TOTP(self.member.totp_secret).at(self.clock.now())
        answer = self._ask("POST", "/desk/sign-in", data=form | {"code": code, "csrf_token": self.token})
        assert answer.status_code == 303, answer.text
        self._read_token("/desk")
        return self

    def beat(self) -> None:
        """Show that the page lives; whose session is over after so long signs in again, as people do."""
        if self._beats() == UNAUTHORIZED:
            assert self.signed_in()._beats() == OK

    def _beats(self) -> int:
        return self._ask("POST", "/desk/heartbeat", json={}, headers={"X-CSRFToken": self.token}).status_code

    def look(self) -> dict[str, Any]:
        """Give what the page shows."""
        view: dict[str, Any] = self._ask("GET", "/desk/view").json()
        return view

    def act(self, action: str, handoff: str = "", **fields: str) -> None:
        """Press a button. Raises DeskError with the word that the page was answered."""
        word = action.replace("_", "-")
        kind = "offers" if action in OFFERS else "handoffs"
        path = f"/desk/{word}" if action in ("available", "unavailable") else f"/desk/{kind}/{handoff}/{word}"
        answer = self._ask("POST", path, json=fields, headers={"X-CSRFToken": self.token})
        if not answer.ok:
            raise DeskError(answer.json()["code"])

    def wrap_up(self) -> None:
        """Say what the last call was about, where that is asked."""
        if wrapping := self.look()["wrap_up"]:
            codes = [code["id"] for code in wrapping["codes"]]
            self.act("wrap_up/finish", wrapping["handoff"], **({"wrap_up_code": codes[0]} if codes else {}))

    def leave_room(self) -> None:
        """Hang the agent's telephone up."""
        calls = requests.get(f"{self.network}/sandbox/calls", timeout=10).json()["calls"]
        (leg,) = [
            call
            for call in calls
            if call["to"].partition("_v")[0] == f"client:{self.member.user}" and call["state"] != "ended"
        ]
        requests.post(f"{self.network}/sandbox/calls/{leg['sid']}/hangup", timeout=10).raise_for_status()

    def _read_token(self, path: str) -> None:
        found = TOKEN.search(self._ask("GET", path).text)
        assert found is not None
        self.token = found.group(1)

    def _ask(self, method: str, path: str, **given: Any) -> requests.Response:
        headers = given.pop("headers", {}) | ({"Cookie": self.cookie} if self.cookie else {})
        answer = requests.request(method, self.url + path, headers=headers, timeout=15, allow_redirects=False, **given)
        if "Set-Cookie" in answer.headers:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer
