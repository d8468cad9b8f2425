"""Big screens on a wall: who hung one up, for how long it may show the wallboard, and who took it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ivr.agents.staff import Author


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that shows the wallboard of one institution and nothing else, until `ends` or until it is `removed`.

    `made_by` and `removed_by` are identifiers of the staff; `seen` is when it last asked, to within some minutes.
    """

    id: str
    institution: str
    name: str
    made: datetime
    made_by: str
    ends: datetime
    seen: datetime | None
    removed: datetime | None
    removed_by: str


class Screens(Protocol):
    """The list of screens. Each method may raise Unavailable."""

    def listed(self, institution: str) -> Sequence[Screen]:
        """Give the screens that may show something now, the newest first, then those of late that may not."""

    def add(self, institution: str, name: str, by: Author) -> str:
        """Make a pass for one screen and give it, this once. Raises DeskError: forbidden (their right is over)."""

    def remove(self, institution: str, screen: str, by: Author) -> None:
        """End a pass at once. Raises DeskError: forbidden, unknown_screen."""

    def find(self, token: str) -> Screen | None:
        """Give the screen whose pass this is, while it is good; and note, now and then, that it was seen."""

    def opened(self, screen: Screen) -> None:
        """Write down that a browser was given the pass."""
