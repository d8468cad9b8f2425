"""Whom text messages may be sent to: Colombian mobiles and nobody else, so that nobody earns from foreign numbers."""

import re

from ivr.errors import SwitchboardRefused

NOT_A_MOBILE = 21614
"""Twilio's own number for "not a mobile number"."""

_MOBILE = re.compile(r"\+573[0-9]{9}").fullmatch


def require_mobile(number: str) -> None:
    """Refuse anything but `+573` and nine digits. Raises SwitchboardRefused (21614)."""
    if not _MOBILE(number):
        raise SwitchboardRefused(NOT_A_MOBILE, "text messages go to Colombian mobiles only")
