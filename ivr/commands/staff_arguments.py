"""What is typed after `ivr staff`: user names, names and telephones, each checked and refused with one sentence."""

import os
import pwd
import re

import click
import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

USER = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
CLIENT = re.compile(r"client:[A-Za-z0-9_]{1,121}")  # what Twilio takes as the identity of a client
VOICE = "client: with letters, digits and _, or a Colombian number as +576050000000"


class User(click.ParamType[str]):
    """A user name, in small letters whatever is typed, as at the sign-in."""

    name = "user"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the user name. Raises BadParameter."""
        user = value.strip().lower()
        if not USER.fullmatch(user):
            self.fail(f"{value!r} is no user name; allowed: 2 to 40 letters a-z, digits and . _ -", param, ctx)
        return user


class Name(click.ParamType[str]):
    """The name of a person, as colleagues read it."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the name without spaces around it. Raises BadParameter."""
        name = value.strip()
        if not name or not name.isprintable():
            self.fail(f"{value!r} is no name; allowed: a line of letters", param, ctx)
        return name


class Voice(click.ParamType[str]):
    """How somebody's telephone is reached."""

    name = "voice"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give a `client:` identity, or a number in E.164. Raises BadParameter."""
        voice = value if CLIENT.fullmatch(value) else _number(value)
        if not voice:
            self.fail(f"{value!r} is no telephone; allowed: {VOICE}", param, ctx)
        return voice


def _number(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed)
    except NumberParseException:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if _is_colombian(number) else ""


def _is_colombian(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.is_valid_number_for_region(number, "CO") and not number.extension


def operator() -> str:
    """Give who types, as the audit names them: the operating system's user, whatever the environment says."""
    try:
        return f"os:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:  # a container may run as a number that has no name
        return f"os:{os.getuid()}"
