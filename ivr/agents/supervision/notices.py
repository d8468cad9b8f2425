"""What a supervisor has put before callers: queues that take nobody new, and a sentence before the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

FREE = "announcement_free"
"""The prompt whose whole text a supervisor writes."""
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class ClosedQueue:
    """Who closed a queue (their name), when, why in their words, and until when; None: until somebody opens it."""

    by: str
    since: datetime
    why: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said before the menu: a prompt of the list, with a `text` of one's own for FREE."""

    prompt: str
    text: str
    by: str
    since: datetime
    until: datetime | None = None


class Notices(Protocol):
    """Keeps both for every institution. Each method raises Unavailable."""

    def closed(self, institution: str, now: datetime) -> Mapping[str, ClosedQueue]:
        """Give the queues that are closed now."""

    def close(self, institution: str, queue: str, closed: ClosedQueue) -> None:
        """Take nobody new into a queue."""

    def open(self, institution: str, queue: str) -> None:
        """Take callers again."""

    def announcement(self, institution: str, now: datetime) -> Announcement | None:
        """Give what is said before the menu now."""

    def announce(self, institution: str, announcement: Announcement) -> None:
        """Say something before the menu from now on; it takes the place of what was said before."""

    def withdraw(self, institution: str) -> None:
        """Say nothing before the menu."""
