"""All that the pages of the staff need from outside, and how a page finds it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from flask import current_app
from redis import Redis

from ivr.agents.desk.day import AgentDays
from ivr.agents.desk.desk import Desk
from ivr.agents.staff import Author, Changes, Joining, Post
from ivr.ports import Clock
from ivr.web.branch.parts import BranchParts
from ivr.web.desk.parts import PhoneParts
from ivr.web.floor.parts import FloorParts
from ivr.web.reports.parts import ReportParts

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
    def user(self) -> str:
        """What they type where they sign in."""

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
        """Rises when their rights change: older sessions are over."""

    @property
    def skills(self) -> str:
        """Give the words of the callers they are the right one for, separated by commas."""

    @property
    def password_temporary(self) -> bool:
        """Whether somebody else gave them their password: they choose their own before anything else."""


class StaffDirectory(Protocol):
    """Who works here. Every method raises Unavailable when the records cannot be read."""

    def sign_in(self, institution: str, user: str, password: str, code: str) -> StaffMember | None:
        """Give who proves both factors; the same None, after the same work, whatever was wrong.

        Raises LimitReached after too many failures.
        """

    def member(self, staff_id: str) -> StaffMember | None:
        """Give somebody whose rights have not ended."""

    def versions(self, staff_ids: Collection[str]) -> Mapping[str, int]:
        """Give the `session_version` of each of these whose rights have not ended."""

    def choose_password(self, staff_id: str, current: str, fresh: str) -> StaffMember | None:
        """Replace their password by one of their own and end their sessions; None for a wrong current one.

        Raises LimitReached after too many failures.
        """


class StaffList(Protocol):
    """Who is on the staff, and changes of it. Each method may raise Unavailable, each change DeskError (see `answers`).

    `by` is who makes a change; whether they may is decided in the change itself.
    """

    def posts(self, *institutions: str) -> list[Post]:
        """Give everybody who is or was on the staff of these institutions, in the order of their user names."""

    def find(self, institution: str, user: str) -> Post | None:
        """Give who has or had this user name."""

    def add(self, joining: Joining, password: str, by: Author) -> str:
        """Add somebody with a temporary password, and give the secret of their second factor."""

    def change(self, post: Post, changes: Changes, by: Author) -> None:
        """Make it what `changes` says; another role ends their sessions."""

    def deactivate(self, post: Post, by: Author) -> None:
        """End somebody's rights at once, and for good."""

    def end_sessions(self, post: Post, by: Author) -> None:
        """Sign somebody out everywhere."""

    def new_factor(self, post: Post, by: Author) -> str:
        """Give a new secret, with which alone they sign in from now on."""

    def new_password(self, post: Post, password: str, by: Author) -> None:
        """Put a temporary password in the place of theirs."""


@dataclass(frozen=True, slots=True)
class DeskParts:
    """The parts joined in assembly. `institutions` maps identifiers to names; `vendor` is the folder node_modules."""

    desk: Desk
    staff: StaffDirectory
    staffing: StaffList
    redis: "Redis"
    clock: Clock
    institutions: Mapping[str, str]
    vendor: Path
    days: AgentDays
    reports: ReportParts
    floor: FloorParts
    phone: PhoneParts
    branch: BranchParts


def parts() -> DeskParts:
    """Give the parts of the application that serves this request."""
    return cast("DeskParts", current_app.extensions[EXTENSION])
