"""Numbers, hours and days are said as people in Colombia say them."""

import re
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.prompts import spoken, spoken_time

UNITS = {spoken.number(value): value for value in range(1000)}


def understood(words: str) -> int:
    """Give the number that a listener understands, below a million millions."""
    millions, _, rest = words.rpartition("millón") if "millón" in words else words.rpartition("millones")
    return 10**6 * thousands(millions.strip() or "cero") + thousands(rest.strip() or "cero")


def thousands(words: str) -> int:
    before, mil, after = (part.strip() for part in words.rpartition("mil"))
    return (UNITS[full(before) or "uno"] * 1000 if mil else 0) + UNITS[full(after) or "cero"]


def full(words: str) -> str:
    return re.sub(r"un$", "uno", words.replace("veintiún", "veintiuno"))


@given(st.integers(0, 10**12 - 1))
def test_a_number_is_understood(value: int) -> None:
    """Whoever hears the words writes down the same number."""
    assert understood(spoken.number(value)) == value


@given(st.integers(0, 10**12 - 1))
def test_money_is_good_spanish(pesos: int) -> None:
    """No "uno" stands before a noun, and round millions take "de"."""
    words = spoken.money(pesos)
    assert not re.search(r"uno (mil|mill|pesos?)", words)
    assert re.search(r"mill(ón|ones) pesos", words) is None


@pytest.mark.parametrize(
    ("pesos", "words"),
    [
        (0, "cero pesos"),
        (1, "un peso"),
        (21, "veintiún pesos"),
        (101, "ciento un pesos"),
        (38_000, "treinta y ocho mil pesos"),
        (21_000, "veintiún mil pesos"),
        (1_000_000, "un millón de pesos"),
        (31_000_000, "treinta y un millones de pesos"),
        (1_250_300, "un millón doscientos cincuenta mil trescientos pesos"),
    ],
)
def test_money(pesos: int, words: str) -> None:
    """Amounts are said in words."""
    assert spoken.money(pesos) == words


@given(st.text("0123456789", min_size=1, max_size=15))
def test_digits_lose_nothing(number: str) -> None:
    """Every digit is said once, in order, in groups of two to four."""
    groups = spoken.digits(number).split(", ")
    words = [word for group in groups for word in group.split()]
    assert "".join(str(spoken.DIGITS.index(word)) for word in words) == number
    assert all(2 <= len(group.split()) <= 4 for group in groups) or len(number) == 1


def test_a_document_is_said_in_groups() -> None:
    """Three, three and four; letters are said as letters."""
    assert spoken.document("1024567890") == "uno cero dos, cuatro cinco seis, siete ocho nueve cero"
    assert spoken.document("ab12-34") == "A B uno, dos tres cuatro"


def test_only_the_last_four_of_a_mask_are_said() -> None:
    """A masked mobile and a whole one sound the same."""
    assert spoken.last_four("•••• 4567") == spoken.last_four("+573001234567") == "cuatro cinco seis siete"


def test_a_telephone_number_is_said_as_written() -> None:
    """The label's groups are the pauses."""
    assert spoken.phone("01 8000 510 513") == "cero uno, ocho cero cero cero, cinco uno cero, cinco uno tres"
    assert spoken.phone("Barranquilla 605") == "Barranquilla, seis cero cinco"


@pytest.mark.parametrize(("key", "name"), [("1", "uno"), ("*", "asterisco"), ("#", "la tecla numeral")])
def test_a_key_has_a_name(key: str, name: str) -> None:
    """Keys are said by their usual names."""
    assert spoken.digits(key) == name


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("3-5", "entre tres y cinco minutos"),
        ("0-2", "entre uno y dos minutos"),
        ("1-1", "un minuto"),
        ("0-0", "menos de un minuto"),
        ("4", "cuatro minutos"),
        ("21-31", "entre veintiuno y treinta y un minutos"),
    ],
)
def test_minutes_are_a_range(span: str, words: str) -> None:
    """A wait is said as a range, never as a promise."""
    assert spoken.minutes_range(span) == words


def test_turns_are_ordinals_as_long_as_people_use_them() -> None:
    """After the tenth, people count."""
    assert [spoken.ordinal(place) for place in (1, 3, 10, 11)] == ["primero", "tercero", "décimo", "número once"]


def test_tries_agree_with_their_verb() -> None:
    """One try, two tries, none."""
    said = [spoken.tries(left) for left in (2, 1, 0)]
    assert said == ["le quedan dos intentos", "le queda un intento", "no le quedan intentos"]
    assert spoken.counted(0, "dígito", "dígitos") == "ningún dígito"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("00:00", "las doce de la noche"),
        ("01:30", "la una y media de la mañana"),
        ("07:00", "las siete de la mañana"),
        ("12:00", "las doce del día"),
        ("13:15", "la una y cuarto de la tarde"),
        ("18:40", "las seis y cuarenta de la tarde"),
        ("19:00", "las siete de la noche"),
    ],
)
def test_hours_have_their_part_of_the_day(at: str, words: str) -> None:
    """Nobody says nineteen o'clock on the telephone."""
    assert spoken_time.hour(time.fromisoformat(at)) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-03-04T05:00/2026-03-04T07:00", "hoy a las siete de la mañana"),
        ("2026-03-04T20:00/2026-03-05T07:00", "mañana jueves a las siete de la mañana"),
        ("2026-03-07T20:00/2026-03-09T13:00", "el lunes a la una de la tarde"),
        ("2026-03-20T20:00/2026-04-01T08:00", "el miércoles primero de abril a las ocho de la mañana"),
        ("2026-03-09T12:00:00+00:00", "el lunes nueve de marzo a las siete de la mañana"),
    ],
)
def test_the_next_opening(when: str, words: str) -> None:
    """Today and tomorrow by name, this week by weekday, later or unknown with the date."""
    assert spoken_time.opening(when) == words
