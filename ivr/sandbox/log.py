"""The network's record of the webhooks that it made, and of what it found wrong in the answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

KEPT = 5000  # records; older ones are forgotten


@dataclass(frozen=True)
class WebhookRecord:
    """One attempt at a webhook: HTTP status (0 when none came), milliseconds, and what went wrong."""

    url: str
    method: str
    params: Mapping[str, str]
    status: int
    ms: int
    attempt: int = 1
    error: str = ""
    body: str = ""
    n: int = field(default=0)

    def to_json(self) -> dict[str, Any]:
        """Return the record as the control API shows it."""
        return asdict(self)


class WebhookLog:
    """The latest records, numbered from 1."""

    def __init__(self) -> None:
        self.records: list[WebhookRecord] = []
        self._numbers = count(1)

    def add(self, record: WebhookRecord) -> None:
        """Write a record down with the next number."""
        self.records.append(WebhookRecord(**{**record.__dict__, "n": next(self._numbers)}))
        del self.records[:-KEPT]

    def after(self, n: int) -> list[WebhookRecord]:
        """Return the records with a number above `n`."""
        return [record for record in self.records if record.n > n]
