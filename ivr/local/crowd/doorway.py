"""The desk or the floor as a browser uses it: signs in with both factors, and presses the page's buttons over HTTP."""

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
from ivr.stores.demo.staff import DemoStaff

TOKEN = re.compile(r'name="csrf[-_]token"[^>]*(?:content|value)="([^"]+)"')
PATIENCE = 20.0  # seconds for an answer
CODE_LASTS = 30.0  # seconds; each code of the second factor opens once
FOUND, SIGNED_OUT = 303, 401
DESK, FLOOR = "desk", "floor"
LOOKS: Mapping[str, tuple[str, Mapping[str, bool]]] = {DESK: ("heartbeat", {"active": True}), FLOOR: ("present", {})}
"""With what each page shows that somebody sits before it."""


@dataclass
class Doorway:
    """A browser of this machine; it carries its cookie itself, since it counts 127.0.0.1 as safe, as browsers do.

    `page` is where it is after signing in. Every method raises CannotStart when the desk does not answer, and
    DeskError with the desk's word for a refusal.
    """

    address: str
    page: str = DESK
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
        path, fields = LOOKS[self.page]
        return self._answered("POST", path, json=fields)

    def act(self, path: str, **fields: str) -> Mapping[str, Any]:
        """Press a button: `available`, `offers/<handoff>/accept`, ...; give what the page shows then."""
        return self._answered("POST", path, json=fields)

    def presses(self, path: str, **fields: str) -> bool:
        """Press a button; say whether the desk took it. What changed meanwhile is seen with the next look."""
        try:
            self.act(path, **fields)
        except DeskError:
            return False
        return True

    def read(self, path: str) -> Mapping[str, Any]:
        """Give what the page asks for besides: `colleagues`."""
        return self._answered("GET", path)

    def sign_out(self) -> None:
        """Leave; no more calls come."""
        self._ask("POST", f"{DESK}/sign-out", data={"csrf_token": self.token})

    def _try(self, institution: str, member: DemoStaff) -> bool:
        self.cookie = ""
        self._read_token(f"{DESK}/sign-in")
        code = pyotp.TOTP(member.totp_secret).now()
        form = {"institution": institution, "user": member.user, "password": member.password, "code": code}
        if self._ask("POST", f"{DESK}/sign-in", data=form | {"csrf_token": self.token}).status_code != FOUND:
            return False
        self._read_token(self.page)
        return True

    def _answered(self, method: str, path: str, **given: Any) -> Mapping[str, Any]:
        answer = self._ask(method, f"{self.page}/{path}", headers={"X-CSRFToken": self.token}, **given)
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
        try:
            answer = requests.request(
                method, f"{self.address}/{path}", headers=headers, timeout=PATIENCE, allow_redirects=False, **given
            )
        except (requests.RequestException, ValueError):
            raise CannotStart(f"No desk answers at {self.address}. Is `ivr run` running?") from None
        if "Set-Cookie" in answer.headers:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer
