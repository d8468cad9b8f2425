"""The wallboard: the floor's figures for a big screen, for whoever watches the floor and for screens with a pass."""

from functools import partial

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from ivr.errors import DeskError
from ivr.web.fields import field
from ivr.web.floor.screen_guard import give_pass, shown_to_screens, viewer
from ivr.web.guarding import protected
from ivr.web.live.stream import wall_stream
from ivr.web.parts import parts
from ivr.web.sign_in.identity import open_to_strangers

LONGEST_PASS = 64

wallboard = protected("wallboard", "/floor/wallboard")


@wallboard.get("")
@partial(shown_to_screens, is_page=True)
def page() -> str:
    """Show the page; what it shows comes from the view."""
    which = viewer().institution
    zone = parts().desk.centre.institutions[which].hours.time_zone
    return render_template("wallboard.html", institution=parts().institutions[which], zone=zone)


@wallboard.get("/view")
@partial(shown_to_screens, is_page=False)
def view() -> ResponseReturnValue:
    """Give the figures of the institution: no names, no callers."""
    who = viewer()
    return parts().floor.walls.answer(who.institution, who.ends)


@wallboard.get("/events")
@partial(shown_to_screens, is_page=False)
def events() -> Response:
    """Send the figures whenever something happens at the institution (text/event-stream)."""
    who = viewer()
    walls = parts().floor.walls
    return wall_stream(who.institution, who.still, lambda since, ends: walls.text(who.institution, ends, since))


@wallboard.get("/open")
@open_to_strangers
def door() -> str:
    """Show the page that a screen's link opens: the pass is behind the link's #, which no server and no log is sent."""
    return render_template("wallboard_door.html")


@wallboard.post("/open")
@open_to_strangers
def enter() -> Response:
    """Take the pass of a link, and let this browser keep it. Raises DeskError (screen_over)."""
    token, screens = field("pass", LONGEST_PASS), parts().floor.screens
    screen = screens.find(token)
    if screen is None:
        raise DeskError("screen_over")
    screens.opened(screen)
    return give_pass(token, screen)
