"""What people, and programs, put into fields: whatever it is, it is an answer or it is not, and never an error."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.answers import Answered, Missed, Wished
from ivr.dialog import Form, Kind, Option, Question
from ivr.question import together
from ivr.values import Sealed
from ivr.web.customer.reading import LONGEST, read_form, write_form

OPTIONS = (Option("1", "yes", ""), Option("2", "no", ""))
QUESTIONS: tuple[Question[Any], ...] = tuple(
    Question(kind, kind, kind, Form(1, 20), OPTIONS, wishes=("another_code",)) for kind in Kind
)
ASKED = together(QUESTIONS)
TEXTS = st.text(max_size=300) | st.text("0123456789 .-+٠١٢²①𐩀", max_size=30)


def seal(text: str) -> Sealed:
    """Give a secret that shows its text, for these tests only."""
    return Sealed(text, text)


@settings(max_examples=1500, deadline=None)
@given(st.dictionaries(st.sampled_from([*Kind, "wish", "other"]), TEXTS))
def test_whatever_comes_is_read(fields: dict[str, str]) -> None:
    """No input is an error; a miss says of every field what is wrong, and shows no secret."""
    for question in ASKED:
        heard = read_form(question, write_form(fields), seal)
        assert isinstance(heard, Answered | Missed | Wished)
        if isinstance(heard, Missed):
            again = json.loads(heard.again)
            assert list(again) == [each.name for each in (question, *question.beside)]
            assert again.get("secret", ["", 0, ""])[2] == ""
            assert all(len(kept) <= LONGEST for _, _, kept in again.values())


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        (Kind.DIGITS, "300 123.45-67", "3001234567"),
        (Kind.DIGITS, "+57 300 123 4567", "3001234567"),
        (Kind.DIGITS, "٣٠٠", "300"),
        (Kind.AMOUNT, "38.000", 38000),
        (Kind.DATE, "1987-05-17", "1987-05-17"),
        (Kind.DATE, "17/05/1987", "1987-05-17"),
        (Kind.TEXT, "  María   Fernanda ", "María Fernanda"),
        (Kind.CHOICE, "yes", "yes"),
        (Kind.CONFIRMATION, "no", False),
        (Kind.SECRET, "12 34", Sealed("1234", "1234")),
        (Kind.SECRET, "ab cd", Sealed("ab cd", "ab cd")),
    ],
)
def test_what_people_write_is_understood(kind: Kind, written: str, read: object) -> None:
    """Groups of digits, a country, a date as it is written here."""
    question: Question[object] = Question("it", "it", kind, Form(1, 20), OPTIONS)
    heard = read_form(question, write_form({"it": written}), seal)
    assert heard == Answered(read)


@pytest.mark.parametrize("written", ["31/02/1987", "yesterday", "1987"])
def test_a_day_that_is_none_is_asked_again(written: str) -> None:
    """Dates are checked against the calendar."""
    question: Question[object] = Question("it", "it", Kind.DATE, Form(1, 20))
    assert isinstance(read_form(question, write_form({"it": written}), seal), Missed)
