"""Who is asking, and whether they may: the session cookie leads to a member of staff, and their role to their rights.

The one table of rights is `ivr.security.roles.RIGHTS`. Every route of every page says here which right it needs, with
one of three decorators; a route that says nothing stops the start (`ivr.web.guarding`)::

    floor = protected("floor", "/floor")            # ivr.web.guarding: forged requests, words for what fails

    @floor.get("")
    @page_needs(Right.WATCH)                        # a page that a person opens: strangers are led to the door
    def page() -> str:
        return render_template("floor.html")        # extends "office.html", which has the bar for all these pages

    @floor.get("/view")
    @needs(Right.WATCH)                             # what the page's program fetches by itself: 401 and 403 as JSON
    def view() -> ResponseReturnValue: ...

    @floor.post("/queues/<queue>/close")
    @action_needs(Right.DIRECT)                     # what a person does: as `needs`, and a sign that they are there
    def close(queue: str) -> ResponseReturnValue:
        institution = signed_in().member.institution    # the only one whose things may be touched

A right holds in the member's own institution only: a view must take what it shows from `signed_in().member.institution`
and answer 404 for anything of another one. Sessions end at once when role, password, factor or rights change, because
each request reads the member anew; who touches nothing for 15 minutes is out, however much their page asks (`needs`).
`tests/web/rights.py` has a row for every route: who may, who may not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

import structlog
from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.phone import BROWSER
from ivr.security.roles import Right, rights_of
from ivr.web.answers import refusal
from ivr.web.parts import StaffMember, parts
from ivr.web.sign_in.sessions import DeskSessions

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)
View = Callable[P, ResponseReturnValue]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff in one session, as Flask-Login wants to know them; `phone` as in `DeskSession`."""

    session_id: str
    member: StaffMember
    phone: int = 1
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Give what the cookie names: the session, never the person."""
        return self.session_id

    @property
    def rights(self) -> frozenset[Right]:
        """What they may do, in their institution."""
        return rights_of(self.member.role)

    @property
    def agent(self) -> AgentIdentity:
        """How the desk's rules know them."""
        return agent_of(self.member, self.phone)


def agent_of(member: StaffMember, phone: int) -> AgentIdentity:
    """Give how the desk's rules know a member of staff, whose telephone has the number `phone` now.

    A telephone in the page has another name since each time that their rights changed, their sessions were ended, or
    they came back after they had left: whoever holds a pass from before is rung no more.
    """
    in_page = parts().phone.passes is not None and member.voice.startswith(BROWSER)
    version = f"_v{member.session_version}" if max(member.session_version, phone) > 1 else ""
    voice = f"{member.voice}{version}{f'_v{phone}' if phone > 1 else ''}" if in_page else member.voice
    return AgentIdentity(
        member.id, member.institution, member.name, voice, tuple(filter(None, member.skills.split(",")))
    )


def sessions() -> DeskSessions:
    """Give the sessions of this application."""
    return DeskSessions(parts().redis, parts().clock, parts().staff)


def signed_in() -> SignedIn:
    """Give who asks; only behind one of the decorators."""
    return cast("SignedIn", current_user._get_current_object())  # noqa: SLF001 - the way that Werkzeug documents


def needs(right: Right) -> Callable[[View[P]], View[P]]:
    """Let nobody in without the right: 401 for strangers, 403 for other roles, both as JSON. No sign of life."""
    return lambda view: _guarded(view, right, is_page=False, is_touch=False)


def action_needs(right: Right) -> Callable[[View[P]], View[P]]:
    """Guard what a person does with a button: as `needs`, and it keeps their session alive."""
    return lambda view: _guarded(view, right, is_page=False, is_touch=True)


def page_needs(right: Right) -> Callable[[View[P]], View[P]]:
    """Guard what a person opens: strangers are led to the sign-in, other roles read why; it keeps a session alive."""
    return lambda view: _guarded(view, right, is_page=True, is_touch=True)


def session_needed(view: View[P]) -> View[P]:
    """Let everybody in who has signed in, whatever their role, and also before they have a password of their own."""
    return _guarded(view, None, is_page=True, is_touch=True)


def open_to_strangers(view: View[P]) -> View[P]:
    """Say of a route that it needs no session: the door itself."""
    view.needed = None  # type: ignore[attr-defined] # what `ivr.web.guarding` and the tests of rights read
    return view


def _guarded(view: View[P], right: Right | None, *, is_page: bool, is_touch: bool) -> View[P]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return redirect(url_for("desk.sign_in"), 303) if is_page else refusal("signed_out")
        if right is not None and right not in signed_in().rights:
            log.warning("right_missing", staff=signed_in().member.id, right=right.value, endpoint=request.endpoint)
            abort(403)
        if right is not None and signed_in().member.password_temporary:
            return redirect(url_for("desk.own_password"), 303) if is_page else refusal("temporary_password")
        if is_touch:
            sessions().seen(signed_in().session_id)
        return view(*args, **kwargs)

    guarded.needed, guarded.is_page = right, is_page  # type: ignore[attr-defined] # see `open_to_strangers`
    return guarded


def use_logins(app: Flask) -> None:
    """Have Flask-Login find people by the identifier of their session."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(session_id: str) -> SignedIn | None:
    found = sessions().found(session_id)
    return SignedIn(session_id, *found) if found is not None else None
