"""What the network and the browser telephones tell each other: one JSON object a line, over a pipe."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Ring:
    """Order: ring in every page of an identity; `parameters` are what the pages are told of the call."""

    call: str
    identity: str
    parameters: Mapping[str, str]


@dataclass(frozen=True)
class End:
    """Order: the call is over, answered or not."""

    call: str


@dataclass(frozen=True)
class Hear:
    """Order: who hears what from now on. Names of sounds by call: a call's SID, `tone` or `music`."""

    sounds: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Suffer:
    """Order: the faults that are switched on, each `{kind, match, seconds}`; all others are over."""

    faults: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Pages:
    """News: how many pages of an identity take calls."""

    identity: str
    count: int


@dataclass(frozen=True)
class Answered:
    """News: a page took the call."""

    call: str


@dataclass(frozen=True)
class Refused:
    """News: no page takes the call; `status` is busy (they said no) or no-answer (they are gone)."""

    call: str
    status: str


@dataclass(frozen=True)
class HungUp:
    """News: the page ended the call, or is gone."""

    call: str


@dataclass(frozen=True)
class Keys:
    """News: digits were pressed in a page."""

    call: str
    digits: str


@dataclass(frozen=True)
class Levels:
    """News: the loudest of the last half second, in dB below full scale, that each call says and hears."""

    says: Mapping[str, float]
    hears: Mapping[str, float]


Order = Ring | End | Hear | Suffer
News = Pages | Answered | Refused | HungUp | Keys | Levels
KINDS = {kind.__name__: kind for kind in (Ring, End, Hear, Suffer, Pages, Answered, Refused, HungUp, Keys, Levels)}


def write(message: Order | News) -> str:
    """Give the line of a message."""
    return json.dumps([type(message).__name__, asdict(message)]) + "\n"


def read(line: str) -> Order | News:
    """Give the message of a line. KeyError or TypeError for what is none."""
    name, fields = json.loads(line)
    message: Order | News = KINDS[name](**fields)
    return message
