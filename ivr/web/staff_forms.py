"""What an administrator types of a place on the staff, each field refused with a sentence that says what is allowed."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, ValidationError

from ivr.agents.staff import Changes, Post
from ivr.security import staff_words
from ivr.security.roles import Role
from ivr.web.bar import ROLES

EMPTY = "Falta este dato."
BAD_NAME = f"Escriba un nombre en una sola línea, de máximo {staff_words.LONGEST_NAME} letras."
BAD_USER = "Use de 2 a 40 letras sin tildes, números, punto, guion o guion bajo; empiece por letra o número."
BAD_NUMBER = "Ese no es un teléfono colombiano. Escriba diez dígitos, o déjelo vacío."
CHOICES = [SelectChoice(role, name) for role, name in ROLES.items()]


def trimmed(value: Any) -> str:
    """Give what was typed without the spaces around it."""
    return str(value or "").strip()


class PostForm(FlaskForm):
    """Name, role and telephone."""

    name = StringField("Nombre", filters=[trimmed], validators=[DataRequired(EMPTY)])
    role = RadioField("Perfil", choices=CHOICES, default=Role.AGENT, validators=[DataRequired(EMPTY)])
    number = StringField("Teléfono", filters=[trimmed])

    def validate_name(self, field: Field) -> None:
        """Refuse what is no name. Raises ValidationError."""
        if not staff_words.person_name(field.data):
            raise ValidationError(BAD_NAME)

    def validate_number(self, field: Field) -> None:
        """Refuse what could not be rung. Raises ValidationError."""
        if field.data and not staff_words.number(field.data):
            raise ValidationError(BAD_NUMBER)

    def voice(self, institution: str, user: str) -> str:
        """Give how they are rung: the number that was typed, or else their own browser."""
        return staff_words.number(self.number.data) if self.number.data else staff_words.client_of(institution, user)

    def changes(self, post: Post) -> Changes:
        """Give what the place shall be; whoever has a browser already keeps the one they have."""
        keeps = not self.number.data and post.voice.startswith("client:")
        voice = post.voice if keeps else self.voice(post.institution, post.user)
        return Changes(self.name.data, self.role.data, voice)


class JoiningForm(PostForm):
    """The same, and a user name that nobody has had."""

    user = StringField("Usuario", filters=[lambda value: trimmed(value).lower()], validators=[DataRequired(EMPTY)])

    def validate_user(self, field: Field) -> None:
        """Refuse what an audit could not carry. Raises ValidationError."""
        if not staff_words.user_name(field.data):
            raise ValidationError(BAD_USER)


def form_of(post: Post) -> PostForm:
    """Give the form with what was typed, or else with the place as it is."""
    return PostForm(obj=post, data=_number_of(post))


def untouched_form_of(post: Post) -> PostForm:
    """Give the form with the place as it is, whatever else was sent."""
    return PostForm(formdata=None, obj=post, data=_number_of(post))


def _number_of(post: Post) -> dict[str, str]:
    return {"number": "" if post.voice.startswith("client:") else post.voice}
