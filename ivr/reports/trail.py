"""What an auditor asks of the audit, and what it answers: links by who, whom, what, when, and whether it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ivr.reports.calendar import Period


@dataclass(frozen=True, slots=True)
class Question:
    """Which links are wanted: of some days; of one kind, one agent, one customer's reference, or of all."""

    institution: str
    period: Period
    kind: str = ""
    agent: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One record of the audit as people read it; the caller's number is masked, `detail` holds no secret."""

    sequence: int
    at: datetime
    kind: str
    actor: str
    channel: str
    caller: str
    agent: str
    machine: str
    subject: str
    detail: Mapping[str, str | int]
    hash: str


@dataclass(frozen=True, slots=True)
class Links:
    """Some links, the newest first; `after` is where the next ones begin, empty when there are no more."""

    rows: tuple[Link, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the chain was walked: to which link, of how many, with which hash; `bad` is the first wrong one, or 0."""

    sequence: int
    hash: str
    links: int
    bad: int = 0

    @property
    def over(self) -> bool:
        """Say whether there is nothing more to walk."""
        return bool(self.bad) or self.sequence >= self.links


class AuditBook(Protocol):
    """The audit of all institutions, kept apart. Every method may raise Unavailable."""

    def search(self, question: Question, after: str) -> Links:
        """Give the newest links that fit, from where the ones before ended. Raises ValueError for a wrong `after`."""

    def walk(self, institution: str, sequence: int, hash_: str) -> Proof:
        """Walk the chain some thousand links on from a link that was found right (0 and "" for the beginning)."""

    def note(self, institution: str, kind: str, who: str, detail: Mapping[str, str | int]) -> None:
        """Write what somebody of the staff did on these pages, before it is done."""
