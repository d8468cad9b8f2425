"""What a user name, a person's name and a telephone of the staff must look like, wherever somebody types them."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

USER = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
CLIENT = re.compile(r"client:(?!\w*_v\d+\Z)[A-Za-z0-9_]{1,121}")
"""What Twilio takes as the identity of a client; one that ends with `_v2` is that of a session."""
LONGEST_NAME = 80


def user_name(typed: str) -> str:
    """Give a user name in small letters, as at the sign-in; nothing for what is none."""
    user = typed.strip().lower()
    return user if USER.fullmatch(user) else ""


def person_name(typed: str) -> str:
    """Give a name without the spaces around it; nothing for what is not one printable line of at most 80 letters."""
    name = typed.strip()
    return name if name.isprintable() and len(name) <= LONGEST_NAME else ""


def voice(typed: str) -> str:
    """Give a `client:` identity, or a Colombian number in E.164; nothing for what the network could not ring."""
    given = typed.strip()
    return given if CLIENT.fullmatch(given) else _number(given)


def number(typed: str) -> str:
    """Give a Colombian number, typed with or without +57, in E.164; nothing for what is none."""
    return _number(typed, "CO")


def client_of(institution: str, user: str) -> str:
    """Give the `client:` identity that belongs to nobody else; Twilio takes letters, digits and the underscore only."""
    signs = {"_": "__", ".": "_d", "-": "_h"}
    return "client:" + "".join(signs.get(letter, letter) for letter in f"{institution}.{user}")


def _number(typed: str, region: str | None = None) -> str:
    try:
        parsed = phonenumbers.parse(typed, region)
    except NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if _is_colombian(parsed) else ""


def _is_colombian(parsed: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.is_valid_number_for_region(parsed, "CO") and not parsed.extension
