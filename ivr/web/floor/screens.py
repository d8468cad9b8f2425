"""The list of screens on the walls: who leads a shift, or keeps the staff's list, hangs one up and takes it down."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.agents.staff import PAGE, Author
from ivr.errors import DeskError
from ivr.security.roles import Right
from ivr.web.fields import field
from ivr.web.guarding import protected
from ivr.web.live.revoking import wake
from ivr.web.parts import parts
from ivr.web.sign_in.identity import page_needs, signed_in

LONGEST_NAME = 60
LONGEST_ID = 40

screens = protected("screens", "/floor/screens")


@screens.route("", methods=["GET", "POST"])
@page_needs(Right.SCREEN)
def page() -> ResponseReturnValue:
    """List the screens; or add one, and show its link this once."""
    link = _added() if request.method == "POST" else ""
    institution = _institution()
    people = {post.id: post.name for post in parts().staffing.posts(institution)}
    listed = parts().floor.screens.listed(institution)
    return render_template(
        "screens.html", screens=listed, people=people, link=link, local=_local, now=parts().clock.now()
    )


@screens.post("/remove")
@page_needs(Right.SCREEN)
def remove() -> ResponseReturnValue:
    """End a screen's pass: what it shows goes dark now."""
    parts().floor.screens.remove(_institution(), field("screen", LONGEST_ID), _author())
    wake(_institution(), "screen_removed")
    flash("La pantalla quedó quitada y ya no muestra nada.")
    return redirect(url_for("screens.page"), 303)


def _added() -> str:
    """Add a screen and give its link. Raises DeskError (malformed) for a name that is no printable line."""
    name = field("name", LONGEST_NAME)
    if not name.isprintable():
        raise DeskError("malformed", "name")
    token = parts().floor.screens.add(_institution(), name, _author())
    return f"{url_for('wallboard.door', _external=True)}#{token}"


def _institution() -> str:
    return signed_in().member.institution


def _author() -> Author:
    return Author(signed_in().member.id, PAGE)


def _local(instant: datetime) -> str:
    """Write an instant as people there read it: 3 nov 2026, 8:15."""
    zone = parts().desk.centre.institutions[_institution()].hours.time_zone
    return format_datetime(instant.astimezone(ZoneInfo(zone)), "d MMM y, H:mm", locale="es_CO")
