"""All that the pages of agents need from outside, and how a page finds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from flask import current_app
from redis import Redis

from ivr.agents.desk import Desk
from ivr.ports import Clock

EXTENSION = "ivr.web"


class StaffMember(Protocol):
    """Somebody who works here; `voice` is how their telephone is reached."""

    @property
    def id(self) -> str:
        """Their identifier, unique over all institutions."""

    @property
    def institution(self) -> str:
        """The only institution whose callers they may serve."""

    @property
    def name(self) -> str:
        """How colleagues call them."""

    @property
    def role(self) -> str:
        """What they are: a word of `ivr.security.roles.Role`."""

    @property
    def voice(self) -> str:
        """A telephone number or a `client:` identity."""

    @property
    def session_version(self) -> int:
        """Rises when their rights end: older sessions are over."""


class StaffDirectory(Protocol):
    """Who works here. Every method raises Unavailable when the records cannot be read."""

    def sign_in(self, institution: str, user: str, password: str, code: str) -> StaffMember | None:
        """Give who proves both factors; the same None, after the same work, whatever was wrong.

        Raises LimitReached after too many failures.
        """

    def member(self, staff_id: str) -> StaffMember | None:
        """Give somebody whose rights have not ended."""


@dataclass(frozen=True, slots=True)
class DeskParts:
    """The parts joined in assembly. `institutions` maps identifiers to names; `vendor` is the folder node_modules."""

    desk: Desk
    staff: StaffDirectory
    redis: "Redis"
    clock: Clock
    institutions: Mapping[str, str]
    vendor: Path


def parts() -> DeskParts:
    """Give the parts of the application that serves this request."""
    return cast("DeskParts", current_app.extensions[EXTENSION])
