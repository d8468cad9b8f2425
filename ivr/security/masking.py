"""How a document, a telephone number or an e-mail address may be shown: only a piece of it."""

import re
import unicodedata

DOTS = "••••"
SHOWN = 4


def mask_document(kind: str, number: str) -> str:
    """Give "CC •••• 6789" for a document of the type `kind`."""
    return f"{kind} {DOTS} {_end(number)}".rstrip()


def mask_phone(number: str) -> str:
    """Give "•••• 4567" for a telephone number, and nothing for a withheld one."""
    return f"{DOTS} {_end(number)}".rstrip() if number else ""


def mask_email(address: str) -> str:
    """Give "jh*****@example.co": at most half of the name, and always as many stars."""
    name, _, domain = address.rpartition("@")
    return f"{name[: min(2, len(name) // 2)]}*****@{domain}" if name else ""


def start_of_address(user: str) -> str:
    """Give what a mask would show of an address made of a user name: "jh" for "JHerrera", nothing for "***"."""
    plain = unicodedata.normalize("NFKD", user.partition("@")[0]).lower()
    return mask_email(f"{re.sub('[^a-z0-9._-]', '', plain).lstrip('._-')}@").rstrip("*@")


def _end(number: str) -> str:
    """Give the last four characters, but never more than half of a short number."""
    return number[len(number) - min(SHOWN, len(number) // 2) :]
