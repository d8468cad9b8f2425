"""Choosing a password of one's own: at once for who was given one, and whenever somebody wants another."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import DataRequired, EqualTo, Length, ValidationError

from ivr.errors import LimitReached
from ivr.security.passwords import LONGEST, SHORTEST, weakness
from ivr.web.answers import SENTENCES
from ivr.web.bar import home_of
from ivr.web.parts import parts
from ivr.web.sign_in.identity import session_needed, signed_in
from ivr.web.sign_in.signin import enter

EMPTY = "Falta este dato."
WEAK = f"Use entre {SHORTEST} y {LONGEST} caracteres, sin contar su usuario. Una frase que solo usted conozca sirve."
SAME = "Elija una contraseña distinta de la actual."
DIFFERENT = "No es igual a la contraseña nueva."
WRONG = "La contraseña actual no coincide."


class PasswordForm(FlaskForm):
    """The password in use, and the new one twice."""

    current = PasswordField("Contraseña actual", validators=[DataRequired(EMPTY), Length(max=LONGEST)])
    fresh = PasswordField("Contraseña nueva", validators=[DataRequired(EMPTY)])
    again = PasswordField("Contraseña nueva, otra vez", validators=[DataRequired(EMPTY), EqualTo("fresh", DIFFERENT)])

    def validate_fresh(self, field: PasswordField) -> None:
        """Refuse what is short, hardly more than the user name, or no change. Raises ValidationError."""
        if weakness(field.data, signed_in().member.user):
            raise ValidationError(WEAK)
        if field.data == self.current.data:
            raise ValidationError(SAME)


@session_needed
def own_password() -> ResponseReturnValue:
    """Show the form, or put the new password in the place of the old one: other sessions of theirs end."""
    form = PasswordForm()
    if not form.is_submitted():
        return _show(form, 200)
    if not form.validate():
        return _show(form, 422)
    try:
        member = parts().staff.choose_password(signed_in().member.id, form.current.data, form.fresh.data)
    except LimitReached:
        return _show(form, *SENTENCES["limited"])
    if member is None:
        form.current.errors = [WRONG]
        return _show(form, 422)
    return enter(member)


def _show(form: PasswordForm, status: int, message: str = "") -> ResponseReturnValue:
    must = signed_in().member.password_temporary
    home = "" if must else home_of(signed_in())
    return render_template("own_password.html", form=form, message=message, must=must, home=home), status
