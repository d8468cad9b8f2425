"""What somebody answered about a new institution."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.authoring.founding.offers import NUMERIC, OFFERS

Opening = Mapping[str, tuple[str, ...]]


class NotAllowed(Exception):
    """An answer that cannot be taken; says what is allowed."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers. `hours` are intervals such as 08:00-18:00 by weekday, none where the line answers at any hour.

    `line` is E.164; `signs` is digits or letters; `shortest` and `longest` count the signs of a key.
    """

    name: str = ""
    id: str = ""
    colour: str = ""
    line: str = ""
    label: str = ""
    documents: tuple[str, ...] = ()
    signs: str = NUMERIC
    shortest: int = 4
    longest: int = 4
    phone: tuple[str, ...] = ()
    web: tuple[str, ...] = ()
    code_by: str = "sms"
    sender: str = ""
    hours: Opening | None = None
    branch: str = ""

    @property
    def procedures(self) -> tuple[str, ...]:
        """Give what can be done on either channel, each once."""
        return tuple(dict.fromkeys((*self.phone, *self.web)))

    def sends_mail(self) -> bool:
        """Say whether e-mails are sent: links, temporary keys, or codes."""
        return self.needs("mail") or self.code_by != "sms"

    def needs(self, part: str) -> bool:
        """Say whether a procedure needs this part of a table; companies are documents of theirs, whose users call."""
        return any(part in OFFERS[name].needs for name in self.procedures)


@dataclass(frozen=True, slots=True)
class Taken:
    """What other institutions have already: their ids and lines."""

    ids: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
