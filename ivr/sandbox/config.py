"""What the sandbox is told at its start: lines, telephones, the desk with its staff, and calls to play."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

AGENT = "agent"


@dataclass(frozen=True)
class LineConfig:
    """A line and where its calls are answered."""

    number: str
    name: str
    voice_url: str
    fallback_url: str = ""
    status_url: str = ""
    institution: str = ""


@dataclass(frozen=True)
class Handset:
    """A person's telephone: number, name, and what is worth knowing of them; `institution` is whose customer it is."""

    number: str
    name: str
    document: str = ""
    note: str = ""
    institution: str = ""
    email: str = ""


@dataclass(frozen=True)
class Staff:
    """Somebody of the demo's staff who can be signed in with one click; only an agent takes calls."""

    name: str
    user: str
    password: str
    totp_secret: str
    institution: str = ""
    role: str = AGENT


@dataclass(frozen=True)
class Portal:
    """The pages on which an institution's customers help themselves."""

    name: str
    url: str
    institution: str = ""


@dataclass(frozen=True)
class Desk:
    """The product's desk for agents."""

    url: str = ""
    sign_in_path: str = "/desk/sign-in"
    staff: tuple[Staff, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A call that plays by itself: each element of `keys` is pressed when the line waits for keys.

    In `keys`, `{sms}` is the code of the latest message, `{new:1|2}` one of these keys, the same each time, and
    `{key:1}` the key that the caller chose last time, or this one; `{heard}` waits for what `heard` says, and a round
    that begins with `{page}` types its key on the page of the link that came by e-mail. `heard` says what is done when
    the line says certain words: keys to press besides, `spoken` to press the digits that are said, `again` to choose
    another key, `kept` to remember the chosen one, which ends the call like `done`.
    """

    title: str
    from_: str
    to: str
    keys: tuple[str, ...] = ()
    heard: Mapping[str, str] = field(default_factory=dict)
    institution: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the scenario as the configuration file writes it."""
        return {"title": self.title, "from": self.from_, "to": self.to, "keys": self.keys, "heard": self.heard}

    @property
    def heard_words(self) -> list[str]:
        """Give `heard` as the telephone's address has it: words, an equals sign, what is done."""
        return [f"{words}={done}" for words, done in self.heard.items()]


@dataclass(frozen=True)
class Config:
    """All of it; empty when the sandbox is started bare.

    `institutions` gives the names of those whose lines these are, by their id; what names none is every one's.
    """

    lines: tuple[LineConfig, ...] = ()
    handsets: tuple[Handset, ...] = ()
    desk: Desk = field(default_factory=Desk)
    scenarios: tuple[Scenario, ...] = ()
    portals: tuple[Portal, ...] = ()
    institutions: Mapping[str, str] = field(default_factory=dict)


def read_config(path: Path) -> Config:
    """Read the JSON file that `--config` names. TypeError or KeyError when a field is unknown or missing."""
    return config_from(json.loads(path.read_text(encoding="utf-8")))


def config_from(data: dict[str, Any]) -> Config:
    """Read the configuration from JSON values."""
    desk = dict(data.get("desk") or {})
    staff = tuple(Staff(**one) for one in desk.pop("staff", ()))
    return Config(
        lines=tuple(LineConfig(**one) for one in data.get("lines", ())),
        handsets=tuple(Handset(**one) for one in data.get("handsets", ())),
        desk=Desk(**desk, staff=staff),
        scenarios=tuple(_scenario(one) for one in data.get("scenarios", ())),
        portals=tuple(Portal(**one) for one in data.get("portals", ())),
        institutions=dict(data.get("institutions") or {}),
    )


def _scenario(data: dict[str, Any]) -> Scenario:
    keys, heard = tuple(data.get("keys", ())), data.get("heard", {})
    return Scenario(data["title"], data["from"], data["to"], keys, heard, data.get("institution", ""))
