"""The desk as one agent's browser uses it: signs in with both factors, and presses the page's buttons over HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from time import time
from typing import Any

import pyotp
import requests

from ivr.errors import DeskError
from ivr.local.crowd.pace import Pace
from ivr.local.failure import CannotStart
from ivr.stores.demo_staff import DemoStaff

TOKEN = re.compile(r'name="csrf[-_]token"[^>]*(?:content|value)="([^"]+)"')
PATIENCE = 20.0  # seconds for an answer
CODE_LASTS = 30.0  # seconds; each code of the second factor opens once
FOUND, SIGNED_OUT = 303, 401


@dataclass
class Doorway:
    """A browser of this machine; it carries its cookie itself, since it counts 127.0.0.1 as safe, as browsers do.

    Every method raises CannotStart when the desk does not answer, DeskError with the desk's word for a refusal.
    """

    address: str
    cookie: str = ""
    token: str = ""

    def sign_in(self, institution: str, member: DemoStaff, pace: Pace) -> None:
        """Sign somebody in; when their present code was used a moment ago, with the next one."""
        if self._try(institution, member):
            return
        pace.closing.wait(CODE_LASTS - time() % CODE_LASTS + 1)
        if pace.closing.is_set():
            return
        if not self._try(institution, member):
            raise CannotStart(
                f"The desk at {self.address} does not let {member.user} in. The crowd needs the demo's staff, as"
                " `ivr seed` adds them, and `ivr seed --json` shows."
            )

    def look(self) -> Mapping[str, Any]:
        """Show that the page lives and that somebody is there; give what it shows."""
        return self._post("heartbeat", active=True)

    def act(self, path: str, **fields: str) -> Mapping[str, Any]:
        """Press a button: `available`, `offers/<handoff>/accept`, ...; give what the page shows then."""
        return self._post(path, **fields)

    def sign_out(self) -> None:
        """Leave; no more calls come."""
        self._ask("POST", "sign-out", data={"csrf_token": self.token})

    def _try(self, institution: str, member: DemoStaff) -> bool:
        self.cookie = ""
        self._read_token("sign-in")
        code = pyotp.TOTP(member.totp_secret).now()
        form = {"institution": institution, "user": member.user, "password": member.password, "code": code}
        if self._ask("POST", "sign-in", data=form | {"csrf_token": self.token}).status_code != FOUND:
            return False
        self._read_token("")
        return True

    def _post(self, path: str, **fields: object) -> Mapping[str, Any]:
        answer = self._ask("POST", path, json=fields, headers={"X-CSRFToken": self.token})
        try:
            found: Mapping[str, Any] = answer.json()
        except ValueError:
            raise DeskError("unavailable") from None
        if not answer.ok:
            raise DeskError(str(found.get("code", "unavailable")))
        return found

    def _read_token(self, path: str) -> None:
        found = TOKEN.search(self._ask("GET", path).text)
        if found is None:
            raise CannotStart(f"What answers at {self.address} is no desk of `ivr run`.")
        self.token = found.group(1)

    def _ask(self, method: str, path: str, **given: Any) -> requests.Response:
        headers = given.pop("headers", {}) | ({"Cookie": self.cookie} if self.cookie else {})
        url = f"{self.address}/desk/{path}".rstrip("/")
        try:
            answer = requests.request(method, url, headers=headers, timeout=PATIENCE, allow_redirects=False, **given)
        except (requests.RequestException, ValueError):
            raise CannotStart(f"No desk answers at {self.address}. Is `ivr run` running?") from None
        if "Set-Cookie" in answer.headers:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer
