"""A place on the staff, what may be changed of it, and who changes it."""

from dataclasses import dataclass
from datetime import datetime

TERMINAL, PAGE = "terminal", "page"


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change: a member's identifier at `page`, or `os:<user>` at `terminal`, as the audit names them."""

    actor: str
    channel: str


@dataclass(frozen=True, slots=True)
class Post:
    """A place on the staff, as it is on the list; nothing of it is secret.

    `role` is a word of `ivr.security.roles.Role`; `voice` a `client:` identity or a telephone number in E.164.
    `skills` are words that the institution's queues ask for, separated by commas. `password_temporary` until they have
    chosen a password themselves; `signed_in` is when they came last, if they ever did.
    """

    id: str
    institution: str
    user: str
    name: str
    role: str
    voice: str
    skills: str
    active: bool
    password_temporary: bool
    signed_in: datetime | None


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody new, in the words of `Post`."""

    institution: str
    user: str
    name: str
    role: str
    voice: str
    skills: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What may be changed of a place: all of it is what it shall be afterwards."""

    name: str
    role: str
    voice: str
    skills: str
