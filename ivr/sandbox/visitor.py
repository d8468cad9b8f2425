"""A customer's browser that goes by itself: follows the newest link that came, and fills in what its page asks."""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from ivr.sandbox.mail.inbox import LINK, Inbox
from ivr.sandbox.messages import Messages

SECONDS = 15
PAGES = 6
"""How many pages are walked at most: a key that is refused is asked for again."""
PATIENCE, GLANCE = 10.0, 0.2
"""Seconds in which a link arrives, and between two looks for it."""


class NoPage(Exception):
    """There is no link, or what it opened cannot be filled in; the message is for whoever plays the call."""


@dataclass
class _Form(HTMLParser):
    """What the first form of a page takes: fields that go with it, secrets to be typed, the first of each choice."""

    hidden: dict[str, str] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    forms: int = 0
    heading: str = ""
    in_heading: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.forms += tag == "form"
        self.in_heading = tag == "h1"
        if tag != "input" or self.forms != 1:
            return
        name, value = given.get("name", ""), given.get("value", "")
        match given.get("type"):
            case "hidden":
                self.hidden[name] = value
            case "password":
                self.secrets.append(name)
            case "radio" | "checkbox":
                self.choices.setdefault(name, value)

    def handle_data(self, data: str) -> None:
        if self.in_heading and not self.heading:
            self.heading = data.strip()


class Visitor:
    """Follows each link once; cookies that are kept for https go with every request, as in browsers on one machine."""

    def __init__(self, messages: Messages, inbox: Inbox) -> None:
        self._messages, self._inbox = messages, inbox
        self._followed: set[str] = set()

    def visit(self, to: str, key: str) -> str:
        """Follow the newest link that came to an address or number, type the key; give the last heading. NoPage."""
        link = self._link(to)
        self._followed.add(link)
        try:
            return _walk(link, key)
        except requests.RequestException as problem:
            raise NoPage(f"The page does not answer: {problem}") from None

    def _link(self, to: str) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            texts = [mail.text for mail in self._inbox.to(to)] + [one.body for one in self._messages.to(to)]
            links = [link for text in texts for link in LINK.findall(text)]
            if new := next((link for link in links if link not in self._followed), ""):
                return new
            time.sleep(GLANCE)
        raise NoPage(f"No link has come to {to}.")


def _walk(link: str, key: str) -> str:
    cookies: dict[str, str] = {}
    address, form = _open("GET", link, cookies)
    for _ in range(PAGES):
        if not form.forms or not (form.secrets or form.choices or address.endswith("/enlace")):
            return form.heading
        filled = form.hidden | dict.fromkeys(form.secrets, key) | form.choices
        address, form = _open("POST", address, cookies, filled)
    raise NoPage(f"The page goes on asking: {form.heading}")


def _open(
    method: str, address: str, cookies: dict[str, str], filled: dict[str, str] | None = None
) -> tuple[str, _Form]:
    """Give where we were led, and its form."""
    for _ in range(PAGES):
        held = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        answer = requests.request(method, address, data=filled, headers=held, timeout=SECONDS, allow_redirects=False)
        cookies |= {cookie.name: cookie.value or "" for cookie in answer.cookies}
        if not answer.is_redirect:
            form = _Form()
            form.feed(answer.text)
            return address, form
        method, address, filled = "GET", urljoin(address, answer.headers["Location"]), None
    raise NoPage(f"{address} leads nowhere.")
