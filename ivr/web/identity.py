"""Who is asking: the session cookie leads to a member of staff, and their role opens the desk or does not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_required

from ivr.agents.agent import AgentIdentity
from ivr.web.answers import refusal
from ivr.web.parts import StaffMember, parts
from ivr.web.sessions import DeskSessions

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff in one session, as Flask-Login wants to know them."""

    session_id: str
    member: StaffMember
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Give what the cookie names: the session, never the person."""
        return self.session_id

    @property
    def agent(self) -> AgentIdentity:
        """How the desk's rules know them."""
        return AgentIdentity(self.member.id, self.member.institution, self.member.name, self.member.voice)


def sessions() -> DeskSessions:
    """Give the sessions of this application."""
    return DeskSessions(parts().redis, parts().clock, parts().staff)


def signed_in() -> SignedIn:
    """Give who asks; only behind `agents_only` or `login_required`."""
    return cast("SignedIn", current_user._get_current_object())  # noqa: SLF001 - the way that Werkzeug documents


def agents_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let nobody in but a signed-in agent: 401 (or the sign-in page) for strangers, 403 for other roles."""

    @login_required
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if signed_in().member.role != "agent":
            abort(403)
        return view(*args, **kwargs)

    return cast("Callable[P, ResponseReturnValue]", guarded)


def use_logins(app: Flask) -> None:
    """Have Flask-Login find people by the identifier of their session."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_turn_away)


def _load(session_id: str) -> SignedIn | None:
    member = sessions().member(session_id)
    return SignedIn(session_id, member) if member is not None else None


def _turn_away() -> ResponseReturnValue:
    if request.endpoint == "desk.page":
        return redirect(url_for("desk.sign_in"), 303)
    return refusal("signed_out")
