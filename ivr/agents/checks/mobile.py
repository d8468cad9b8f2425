"""A new mobile number as an agent typed it: only Colombian mobiles can be registered."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from ivr.errors import DeskError


def colombian_mobile(typed: str) -> str:
    """Give the number in E.164 (+573 and nine digits). Raises DeskError (bad_number) for anything else."""
    try:
        number = phonenumbers.parse(typed, "CO")
    except NumberParseException as error:
        raise DeskError("bad_number") from error
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number) or not written.startswith("+573"):
        raise DeskError("bad_number")
    return written
