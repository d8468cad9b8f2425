"""What a posted form means at a question and those beside it: answers, what is wrong beside each field, or a wish."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ivr.answers import BACK, Answered, Heard, Missed, Seal, Wished
from ivr.dialog import Kind, Question

WISH, GO_BACK = "wish", "back"
LONGEST, LONGEST_WORK = 200, 2000
"""Characters of a field, and of the work that a browser did; more is no answer to anything that we ask."""
PARTING = " .-\u00a0"
COUNTRY = "+57"
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


def write_form(fields: Mapping[str, str]) -> str:
    """Give a posted form as the one text that a turn takes; the same form is always the same text."""
    return json.dumps({name: value[:LONGEST_WORK] for name, value in fields.items()}, sort_keys=True)


def read_form(question: Question[Any], typed: str, seal: Seal) -> Heard:
    """Say what a form means: all of its answers or none, and then what is wrong with each field.

    What may be shown again stands in the miss as JSON: by the field's name its reason, the characters that were
    received, and what was written (nothing for a secret).
    """
    fields: dict[str, str] = json.loads(typed or "{}")
    wish = fields.get(WISH)
    if wish == GO_BACK or wish in question.wishes:
        return Wished(BACK if wish == GO_BACK else str(wish))
    asked = (question, *question.beside)
    read = {each.name: read_field(each, fields.get(each.name, ""), seal) for each in asked}
    missed = {name: heard for name, heard in read.items() if isinstance(heard, Missed)}
    again = json.dumps({each.name: _again(each, fields.get(each.name, ""), missed.get(each.name)) for each in asked})
    if missed:
        return Missed("wrong", again=again)
    heard = read[question.name]
    return replace(heard, more=bool(question.beside), again=again) if isinstance(heard, Answered) else heard


def _again(question: Question[Any], written: str, missed: Missed | None) -> list[str | int]:
    kept = "" if question.kind in (Kind.SECRET, Kind.HUMAN) else written[:LONGEST]
    return [missed.reason, missed.heard, kept] if missed else ["", 0, kept]


def read_field(question: Question[Any], written: str, seal: Seal) -> Heard:
    """Read one field: what people put between digits is forgiven, as are figures of another alphabet."""
    text = _plain(question, written)
    if text == "":
        return Missed("silence")
    if question.verbatim and any(sign.isspace() for sign in written):
        return Missed("spaces", len(written))
    if question.kind in (Kind.CHOICE, Kind.CONFIRMATION):
        return _choice(question, text)
    if question.kind is Kind.DATE:
        return _date(text)
    return _entry(question, text, seal)


def _entry(question: Question[Any], text: str, seal: Seal) -> Heard:
    if question.kind is Kind.HUMAN and not text.isdigit():
        return Answered(text)
    fits = question.form.shortest <= len(text) <= question.form.longest
    readable = (text.isascii() and text.isdigit()) or question.kind not in (Kind.DIGITS, Kind.AMOUNT)
    if not fits or not readable or (question.accepts is not None and not question.accepts(text)):
        return Missed("wrong", len(text))
    if question.kind is Kind.SECRET:
        return Answered(seal(text))
    return Answered(int(text) if question.kind is Kind.AMOUNT else text)


def _plain(question: Question[Any], written: str) -> str:
    figures = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in written)
    text = unicodedata.normalize("NFKC", "".join(figures)).strip()
    together = "".join(sign for sign in text if sign not in PARTING)
    if question.kind in (Kind.DIGITS, Kind.AMOUNT):
        return together.removeprefix(COUNTRY)
    if question.kind in (Kind.SECRET, Kind.HUMAN):
        return together if together.isdigit() else text
    return " ".join(text.split())


def _choice(question: Question[Any], text: str) -> Heard:
    chosen = [option for option in question.options if option.answer == text]
    if not chosen:
        return Missed("wrong", len(text))
    return Answered(chosen[0].key == "1" if question.kind is Kind.CONFIRMATION else chosen[0].answer)


def _date(text: str) -> Heard:
    for form in DATE_FORMS:
        try:
            found: date = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return Answered(found.isoformat())
    return Missed("wrong", len(text))
