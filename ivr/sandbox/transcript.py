"""What was said, heard and pressed in a call, in order and numbered from 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Detail = str | int | float | bool | None


@dataclass(frozen=True)
class Entry:
    """One line of the transcript: `kind` is one of those listed in the package's docstring."""

    n: int
    kind: str
    text: str
    at: float
    details: Mapping[str, Detail] = field(default_factory=dict)

    def to_json(self) -> dict[str, Detail]:
        """Return the line as the control API shows it."""
        return {"n": self.n, "kind": self.kind, "text": self.text, "at": round(self.at, 3), **self.details}


class Transcript:
    """The lines so far; only ever grows."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    @property
    def last(self) -> int:
        """Number of the last line; 0 when there is none."""
        return len(self.entries)

    def add(self, kind: str, text: str, at: float, details: Mapping[str, Detail]) -> Entry:
        """Write a line."""
        entry = Entry(self.last + 1, kind, text, at, dict(details))
        self.entries.append(entry)
        return entry

    def after(self, n: int) -> list[Entry]:
        """Return the lines after number `n`."""
        return self.entries[max(n, 0) :]
