"""Understands what an agent types of a customer's answer: accents, capitals, dates and digits as people write them."""

import hmac
import re
import unicodedata
from collections.abc import Callable
from datetime import date

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
YEAR, MONTH, DAY = r"(?P<year>(?:19|20)\d{2})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
DATES = (
    rf"{YEAR}[-/ ]{MONTH}[-/ ]{DAY}",
    rf"{DAY}[-/ ]{MONTH}[-/ ]{YEAR}",
    rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)",
    rf"(?P<day>\d\d)(?P<month>\d\d){YEAR}",
    rf"{DAY} (?:de )?(?P<month>[a-z]{{3,}}) (?:del? )?{YEAR}",
)
MONTHS_ALONE = (
    r"(?P<month>\d{1,2}|[a-z]{3,})",
    rf"{YEAR}[-/ ]{MONTH}",
    rf"(?P<month>\d{{1,2}}|[a-z]{{3,}})(?: de | del |[-/ ]){YEAR}",
)


def same_answer(stored: str, typed: str) -> bool:
    """Say whether both mean the same; nothing is the same as an empty answer."""
    return bool(stored) and hmac.compare_digest(normalised(stored).encode(), normalised(typed).encode())


def can_answer(kind: str, typed: str) -> bool:
    """Say whether what was typed can answer a question of this kind at all: a day of the calendar, digits, anything."""
    text = _plain(typed)
    readers: dict[str, Callable[[str], str]] = {"date": _date, "digits": _digits}
    return bool(readers[kind](text)) if kind in readers else True


def normalised(typed: str) -> str:
    """Give one form for all ways to write the same: 1980-05-17, febrero, 4567, medellin."""
    text = _plain(typed)
    return _date(text) or _month(text) or _digits(text) or text


def _plain(typed: str) -> str:
    """Take away accents, capitals, and whatever is neither letter nor digit nor a date's sign."""
    letters = unicodedata.normalize("NFKD", typed.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9/-]+", " ", kept).strip()


def _date(text: str) -> str:
    for form in DATES:
        if found := re.fullmatch(form, text):
            month = _month_number(found["month"])
            try:
                return date(int(found["year"]), month, int(found["day"])).isoformat()
            except ValueError:
                continue
    return ""


def _month(text: str) -> str:
    for form in MONTHS_ALONE:
        found = re.fullmatch(form, text)
        if found and (number := _month_number(found["month"])):
            return MONTHS[number - 1]
    return ""


def _month_number(word: str) -> int:
    """Give 1 to 12 for a number, a name or its beginning (feb, sept); 0 for anything else."""
    if word.isdigit():
        return int(word) if 1 <= int(word) <= len(MONTHS) else 0
    word = word.replace("setiembre", "septiembre")
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def _digits(text: str) -> str:
    """Give the digits of an answer that has nothing else but spaces and signs between them."""
    digits = re.sub(r"[ /-]", "", text)
    return digits if digits.isdigit() else ""
