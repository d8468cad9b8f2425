"""A visit to the product's desk, as a browser would make it."""

from html.parser import HTMLParser

import pyotp
import requests
from werkzeug.wrappers import Response

from ivr.sandbox.config import Desk, Staff

SECONDS = 15


class SignInRefused(Exception):
    """The desk did not let somebody of the demo in; the message is for the visitor."""


class _Tokens(HTMLParser):
    """Finds the form's hidden token and the page's meta token."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "input" and values.get("name") == "csrf_token":
            self.found["form"] = values.get("value", "")
        if tag == "meta" and values.get("name") == "csrf-token":
            self.found["meta"] = values.get("content", "")


class DeskSession:
    """Signs in with password and one-time code, and keeps the cookies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session = requests.Session()
        self._session.trust_env = False

    def sign_in(self, staff: Staff) -> str:
        """Sign somebody in and give the page that they are led to; SignInRefused when the desk is away or says no."""
        address = self._desk.url + self._desk.sign_in_path
        form = {
            "institution": staff.institution,
            "user": staff.user,
            "password": staff.password,
            "code": pyotp.TOTP(staff.totp_secret).now(),
            "csrf_token": self._token("form", address),
        }
        answer = self._ask("POST", address, form)
        if not answer.is_redirect:
            raise SignInRefused(
                "El escritorio no aceptó el ingreso. Si acaba de ingresar, espere 30 segundos:"
                " cada código sirve una sola vez."
            )
        return answer.headers["Location"]

    def become_available(self) -> None:
        """Say at the desk that the agent takes calls."""
        token = self._token("meta", f"{self._desk.url}/desk")
        self._ask("POST", f"{self._desk.url}/desk/available", {}, {"X-CSRFToken": token})

    def hand_cookies_to(self, response: Response) -> None:
        """Give the browser the session's cookies: cookies know no ports, and both are on one host."""
        for cookie in self._session.cookies:
            response.set_cookie(
                cookie.name,
                cookie.value or "",
                path=cookie.path,
                secure=cookie.secure,
                httponly=True,
                samesite=cookie.get_nonstandard_attr("SameSite", "Lax"),
            )

    def _token(self, kind: str, address: str) -> str:
        parser = _Tokens()
        parser.feed(self._ask("GET", address).text)
        return parser.found.get(kind, "")

    def _ask(
        self, method: str, address: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        """Ask as a browser on this machine does: http://127.0.0.1 gets secure cookies too, which `requests` denies."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._session.cookies)
        sent = {**(headers or {}), **({"Cookie": cookies} if cookies else {})}
        try:
            return self._session.request(
                method, address, data=form, headers=sent, timeout=SECONDS, allow_redirects=False
            )
        except requests.RequestException as problem:
            raise SignInRefused("El escritorio no responde. ¿Está encendido el servicio?") from problem
