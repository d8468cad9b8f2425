"""The values that scripts, agents and ports hand to each other, and that a journal can hold as JSON."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

V = TypeVar("V")
REGISTRY: dict[str, type[Any]] = {}


def journal_value(cls: type[V]) -> type[V]:
    """Let a frozen dataclass be written into a journal: its fields are strings, numbers, tuples or values too."""
    REGISTRY[cls.__name__] = cls
    return cls


def encode(value: Any) -> Any:
    """Give `value` as JSON: `{"$": "Customer", ...}` for a value, a list for a tuple.

    Raises TypeError for anything that would not come back as it was.
    """
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    name = type(value).__name__
    if REGISTRY.get(name) is not type(value):
        raise TypeError(f"{name} cannot be written into a journal: make it a @journal_value")
    return {"$": name} | {field.name: encode(getattr(value, field.name)) for field in fields(value)}


def decode(data: Any) -> Any:
    """Give back what `encode` was given."""
    if isinstance(data, list):
        return tuple(decode(item) for item in data)
    if isinstance(data, dict):
        maker: Callable[..., Any] = REGISTRY[data["$"]]
        return maker(**{name: decode(item) for name, item in data.items() if name != "$"})
    return data


class Channel(StrEnum):
    """What a conversation is played on."""

    PHONE = "phone"
    WEB = "web"


@journal_value
@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret that only a port can open: `token` is its ciphertext, `digest` its keyed hash.

    Both are made under keys of one conversation; two secrets of one conversation are the same when their digests are.
    """

    token: str
    digest: str

    def matches(self, other: "Sealed") -> bool:
        """Say whether both hold the same secret, without opening either."""
        return self.digest == other.digest

    def __repr__(self) -> str:
        """Show nothing: a traceback must not help anybody."""
        return "Sealed(***)"


@journal_value
@dataclass(frozen=True, slots=True)
class Document:
    """An identity document: `type` as in the institution's table (CC, CE, TI, PA, PPT, NIT), `number` as typed."""

    type: str
    number: str


@journal_value
@dataclass(frozen=True, slots=True)
class Customer:
    """Whom a document names, whether the bank knows them or not (nobody outside may tell the difference).

    `reference` is an opaque identifier (a decoy for an unknown document); `masked` is the document as it may be
    shown, for example "CC •••• 6789". `address_start` is how an address would begin that is made of the user name that
    was typed (empty: none was), for whoever has no address to be shown.
    """

    reference: str
    masked: str
    address_start: str = ""


@journal_value
@dataclass(frozen=True, slots=True)
class HumanCheck:
    """What tells people from programs: `digits` that are said, and the `work` that a page may do instead (JSON).

    `work` is empty where digits are the only way. Both are good for one conversation until the instant `until` (ISO).
    """

    id: str
    digits: str
    work: str
    until: str


@journal_value
@dataclass(frozen=True, slots=True)
class AgentOnCall:
    """The agent who took a transfer: the `handoff` they share with the caller and the agent's identifier."""

    handoff: str
    agent: str


@journal_value
@dataclass(frozen=True, slots=True)
class CalledBack:
    """What a customer whom we called back had waited for: the queue, and the procedure (empty: only to ask)."""

    queue: str
    procedure: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The occasion on which a script calls a port.

    `idempotency_key` is `conversation:turn:ordinal`: a port answers a repetition with its first result.
    `caller_number` is E.164, or empty when withheld, and on the web the visitor's network address; it is never a proof.
    `procedure` is the step path's first script
    (activate, change, restore), to which codes are bound. `sealing_key` opens this conversation's secrets.
    `sequence` rises with every effect of the conversation, and when a late one is asked for again.
    """

    idempotency_key: str
    conversation: str
    institution: str
    procedure: str
    caller_number: str
    channel: str
    sealing_key: str
    sequence: int = 0
