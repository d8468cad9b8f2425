"""Signing in and out: institution, user, password and second factor on one form; each role is led to its page."""

from dataclasses import dataclass

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from ivr.errors import LimitReached
from ivr.security.roles import Right
from ivr.web.answers import SENTENCES
from ivr.web.bar import home_of
from ivr.web.parts import StaffMember, parts
from ivr.web.sign_in.identity import SignedIn, open_to_strangers, session_needed, sessions, signed_in


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one attempt: who it is, or the word for what to say to them."""

    member: StaffMember | None
    refused: str = ""


class SignInForm(FlaskForm):
    """Both factors together, so that nobody learns which of them was wrong."""

    institution = SelectField("Entidad", validate_choice=False, validators=[DataRequired(), Length(max=64)])
    user = StringField("Usuario", validators=[DataRequired(), Length(max=64)])
    password = PasswordField("Contraseña", validators=[DataRequired(), Length(max=256)])
    code = StringField("Código de verificación", validators=[DataRequired(), Length(max=16)])


@open_to_strangers
def sign_in() -> ResponseReturnValue:
    """Show the form, or try what was typed."""
    if current_user.is_authenticated:
        return redirect(home_of(signed_in()), 303)
    form = SignInForm()
    attempt = _try(form) if form.is_submitted() else Attempt(None)
    return enter(attempt.member) if attempt.member is not None else show(attempt.refused)


def show(refused: str) -> ResponseReturnValue:
    """Show the form with what was typed, except secrets, and the sentence for what was refused."""
    form = SignInForm()
    form.institution.choices = list(parts().institutions.items())
    status, sentence = SENTENCES[refused] if refused else (200, "")
    return render_template("sign_in.html", form=form, message=sentence), status


@session_needed
def sign_out() -> ResponseReturnValue:
    """End the session at once, here and wherever its cookie was copied to; no more calls come."""
    if Right.SERVE in signed_in().rights:
        parts().desk.unavailable(signed_in().agent)
    sessions().end(signed_in().session_id)
    logout_user()
    session.clear()
    return redirect(url_for("desk.sign_in"), 303)


def _try(form: SignInForm) -> Attempt:
    if not form.validate():
        return Attempt(None, "wrong")
    typed = (form.institution.data, form.user.data.strip(), form.password.data, form.code.data.replace(" ", ""))
    try:
        member = parts().staff.sign_in(*typed)
    except LimitReached:
        return Attempt(None, "limited")
    return Attempt(member, "" if member else "wrong")


def enter(member: StaffMember) -> ResponseReturnValue:
    """Begin a session with an empty cookie: an identifier planted before signing in is worth nothing afterwards."""
    session.clear()
    who = SignedIn(sessions().start(member), member)
    login_user(who)
    return redirect(home_of(who), 303)
