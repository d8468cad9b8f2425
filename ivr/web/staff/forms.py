"""What an administrator types of a place on the staff, each field refused with a sentence that says what is allowed."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import CheckboxInput

from ivr.agents.staff import Changes, Joining, Post
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
    """Name, role, skills and telephone; `known` are the skills that the institution's queues ask for."""

    name = StringField("Nombre", filters=[trimmed], validators=[DataRequired(EMPTY)])
    role = RadioField("Perfil", choices=CHOICES, default=Role.AGENT, validators=[DataRequired(EMPTY)])
    skills = SelectMultipleField("Habilidades", option_widget=CheckboxInput())
    number = StringField("Teléfono", filters=[trimmed])

    def __init__(self, known: tuple[str, ...] = (), **given: Any) -> None:
        super().__init__(**given)
        self.skills.choices = [SelectChoice(skill, skill.replace("_", " ")) for skill in known]

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
        return Changes(self.name.data, self.role.data, voice, self.chosen_skills())

    def chosen_skills(self) -> str:
        """Give the skills that were ticked, as the records keep them."""
        return ",".join(sorted(self.skills.data or ()))


class JoiningForm(PostForm):
    """The same, and a user name that nobody has had."""

    user = StringField("Usuario", filters=[lambda value: trimmed(value).lower()], validators=[DataRequired(EMPTY)])

    def validate_user(self, field: Field) -> None:
        """Refuse what an audit could not carry. Raises ValidationError."""
        if not staff_words.user_name(field.data):
            raise ValidationError(BAD_USER)

    def joining(self, institution: str) -> Joining:
        """Give who joins."""
        user = self.user.data
        voice = self.voice(institution, user)
        return Joining(institution, user, self.name.data, self.role.data, voice, self.chosen_skills())


def form_of(post: Post, known: tuple[str, ...]) -> PostForm:
    """Give the form with what was typed, or else with the place as it is."""
    return PostForm(_of(post, known), data=_data(post))


def untouched_form_of(post: Post, known: tuple[str, ...]) -> PostForm:
    """Give the form with the place as it is, whatever else was sent."""
    return PostForm(_of(post, known), formdata=None, data=_data(post))


def _of(post: Post, known: tuple[str, ...]) -> tuple[str, ...]:
    """Give what may be ticked: what queues ask for, and what the person has, though no queue asks for it any more."""
    return tuple(sorted({*known, *_skills(post)}))


def _skills(post: Post) -> list[str]:
    return [skill for skill in post.skills.split(",") if skill]


def _data(post: Post) -> dict[str, Any]:
    number = "" if post.voice.startswith("client:") else post.voice
    return {"name": post.name, "role": post.role, "skills": _skills(post), "number": number}
