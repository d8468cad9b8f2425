"""The list of staff, for administrators: who works here, as what, and with which means they sign in."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.agents.staff import PAGE, Author, Post
from ivr.errors import DeskError
from ivr.institutions import Institution
from ivr.queues import skills_of
from ivr.security.passwords import new_password
from ivr.security.roles import Right, Role
from ivr.web.answers import SENTENCES, UNKNOWN
from ivr.web.bar import ROLES
from ivr.web.guarding import protected
from ivr.web.live.revoking import tell_ended
from ivr.web.parts import StaffList, parts
from ivr.web.sign_in.identity import page_needs, signed_in
from ivr.web.staff.factor import Factor
from ivr.web.staff.forms import JoiningForm, PostForm, form_of, untouched_form_of

WORKS = {
    Role.AGENT: "Atiende llamadas en su mesa.",
    Role.BRANCH: "Atiende clientes en una oficina.",
    Role.SUPERVISOR: "Dirige el turno: ve el piso, escucha llamadas, aprueba cambios y lee informes.",
    Role.ADMINISTRATOR: "Administra el personal. No ve llamadas ni clientes.",
    Role.AUDITOR: "Lee informes y revisa la auditoría. No cambia nada.",
}
"""What a role does, for whoever gives it."""

staff = protected("staff", "/staff")


@staff.get("")
@page_needs(Right.STAFF)
def page() -> str:
    """List who works here, and who did; `q` finds a part of a name or user, `role` a role."""
    wanted, role = request.args.get("q", "").strip().casefold(), request.args.get("role", "")
    posts = [post for post in _list().posts(_institution()) if _fits(post, wanted, role)]
    working = [post for post in posts if post.active]
    gone = [post for post in posts if not post.active]
    asked = {"q": request.args.get("q", ""), "role": role}
    return render_template("staff.html", working=working, gone=gone, roles=ROLES, local=_local, **asked)


@staff.route("/add", methods=["GET", "POST"])
@page_needs(Right.STAFF)
def add() -> ResponseReturnValue:
    """Show the form for somebody new, or add them and show once with what they sign in."""
    form = JoiningForm(_known_skills())
    if not form.validate_on_submit():
        return _new(form, 422 if form.is_submitted() else 200)
    joining = form.joining(_institution())
    password = new_password()
    try:
        secret = _list().add(joining, password, _author())
    except DeskError as error:
        return _new(form, *_words(error))
    return _handed_out(joining.user, password=password, secret=secret)


@staff.route("/people/<user>", methods=["GET", "POST"])
@page_needs(Right.STAFF)
def person(user: str) -> ResponseReturnValue:
    """Show somebody's place, or make it what was typed."""
    post = _theirs(user)
    form = form_of(post, _known_skills())
    if not form.validate_on_submit():
        return _place(post, form, 422 if form.is_submitted() else 200)
    changes = form.changes(post)
    try:
        _list().change(post, changes, _author())
    except DeskError as error:
        return _place(post, form, *_words(error))
    if changes.role != post.role:
        tell_ended(post)
    flash(f"Los datos de {changes.name} quedaron guardados.")
    return redirect(url_for("staff.person", user=user), 303)


@staff.post("/people/<user>/factor")
@page_needs(Right.STAFF)
def factor(user: str) -> ResponseReturnValue:
    """Give a new second factor and show it once; the old one, and all sessions, end."""
    return _give(user, lambda post: _handed_out(user, secret=_list().new_factor(post, _author())))


@staff.post("/people/<user>/password")
@page_needs(Right.STAFF)
def password(user: str) -> ResponseReturnValue:
    """Give a temporary password and show it once; the old one, and all sessions, end."""

    def give(post: Post) -> ResponseReturnValue:
        fresh = new_password()
        _list().new_password(post, fresh, _author())
        return _handed_out(user, password=fresh)

    return _give(user, give)


@staff.post("/people/<user>/sign-out")
@page_needs(Right.STAFF)
def sign_out(user: str) -> ResponseReturnValue:
    """End somebody's sessions; they may sign in again."""

    def give(post: Post) -> ResponseReturnValue:
        _list().end_sessions(post, _author())
        flash(f"Las sesiones de {post.name} quedaron cerradas.")
        return redirect(url_for("staff.person", user=user), 303)

    return _give(user, give)


@staff.post("/people/<user>/deactivate")
@page_needs(Right.STAFF)
def deactivate(user: str) -> ResponseReturnValue:
    """End somebody's rights at once, and for good."""

    def give(post: Post) -> ResponseReturnValue:
        _list().deactivate(post, _author())
        flash(f"Los permisos de {post.name} terminaron.")
        return redirect(url_for("staff.page"), 303)

    return _give(user, give)


def _give(user: str, give: Callable[[Post], ResponseReturnValue]) -> ResponseReturnValue:
    """Do what ends somebody's sessions, and tell their open pages; or say on their page why not."""
    post = _theirs(user)
    try:
        answer = give(post)
    except DeskError as error:
        return _place(post, untouched_form_of(post, _known_skills()), *_words(error))
    tell_ended(post)
    return answer


def _theirs(user: str) -> Post:
    """Give the place of somebody of the administrator's own institution; of anybody else there is none (404)."""
    return _list().find(_institution(), user) or abort(404)


def _fits(post: Post, wanted: str, role: str) -> bool:
    return wanted in f"{post.name} {post.user}".casefold() and role in {"", post.role}


def _new(form: JoiningForm, status: int, message: str = "") -> ResponseReturnValue:
    return render_template("staff_add.html", form=form, works=WORKS, roles=ROLES, message=message), status


def _place(post: Post, form: PostForm, status: int, message: str = "") -> ResponseReturnValue:
    own = post.id == signed_in().member.id
    page = render_template(
        "staff_person.html", post=post, form=form, works=WORKS, roles=ROLES, own=own, message=message
    )
    return page, status


def _handed_out(user: str, *, password: str = "", secret: str = "") -> ResponseReturnValue:
    """Show what is shown once: it is in no other page, and no browser keeps it."""
    post = _theirs(user)
    shown = Factor.of(secret, user, parts().institutions[post.institution]) if secret else None
    return render_template("staff_handed_out.html", post=post, password=password, factor=shown)


def _words(error: DeskError) -> tuple[int, str]:
    return SENTENCES.get(error.code, UNKNOWN)


def _list() -> StaffList:
    return parts().staffing


def _institution() -> str:
    return signed_in().member.institution


def _known_skills() -> tuple[str, ...]:
    return skills_of(queue.distribution for queue in _table().queues.values())


def _local(instant: datetime) -> str:
    """Write an instant as people there read it: 3 nov 2026, 8:15."""
    return format_datetime(instant.astimezone(ZoneInfo(_table().hours.time_zone)), "d MMM y, H:mm", locale="es_CO")


def _table() -> Institution:
    return parts().desk.centre.institutions[_institution()]


def _author() -> Author:
    return Author(signed_in().member.id, PAGE)
