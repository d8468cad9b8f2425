"""Who may see the wallboard: whoever watches the floor, and a screen whose pass opens this and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ivr.agents.supervision.screens import Screen
from ivr.security.roles import Right
from ivr.web.answers import refusal
from ivr.web.live.stream import Still, in_session
from ivr.web.parts import parts
from ivr.web.sign_in.identity import needs, page_needs, sessions, signed_in

P = ParamSpec("P")
COOKIE = "__Host-ivr-screen"
"""Holds a screen's pass. Only this module reads it: to every other route a screen is a stranger."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a wallboard: of which institution, until when, and what says that later."""

    institution: str
    ends: datetime
    still: Still


def shown_to_screens(view: Callable[P, ResponseReturnValue], *, is_page: bool) -> Callable[P, ResponseReturnValue]:
    """Let in who watches the floor, and a screen whose pass is good; others as `needs` and `page_needs` do.

    A screen whose pass is over is told so, and not led to a sign-in that nobody can use there.
    """
    for_staff = page_needs(Right.WATCH)(view) if is_page else needs(Right.WATCH)(view)

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        token = "" if _watches() else request.cookies.get(COOKIE, "")
        if not token:
            return for_staff(*args, **kwargs)
        screen = parts().floor.screens.find(token)
        if screen is None:
            return redirect(url_for("wallboard.door"), 303) if is_page else refusal("screen_over")
        g.viewer = _screen_viewer(token, screen)
        return view(*args, **kwargs)

    guarded.needed, guarded.is_page = Right.WATCH, is_page  # type: ignore[attr-defined] # see `identity.open_to_strangers`
    return guarded


def viewer() -> Viewer:
    """Give who looks; only behind `shown_to_screens`."""
    if "viewer" in g:
        found: Viewer = g.viewer
        return found
    who, kept = signed_in(), sessions()
    return Viewer(who.member.institution, kept.ends(who.session_id), in_session(who))


def give_pass(token: str, screen: Screen) -> Response:
    """Let this browser keep the pass of a screen for as long as it is good."""
    answer = Response(status=204)
    answer.set_cookie(COOKIE, token, expires=screen.ends, secure=True, httponly=True, samesite="Strict", path="/")
    return answer


def _watches() -> bool:
    return current_user.is_authenticated and Right.WATCH in signed_in().rights


def _screen_viewer(token: str, screen: Screen) -> Viewer:
    screens = parts().floor.screens
    return Viewer(screen.institution, screen.ends, lambda: found.ends if (found := screens.find(token)) else None)
