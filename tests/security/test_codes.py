"""Security codes come from the system's random source."""

import random

import pytest

from ivr.security.codes import new_code


@pytest.mark.parametrize("length", [4, 5, 6, 8])
def test_a_code_has_the_length_of_the_table(length: int) -> None:
    """Digits only, leading zeros included."""
    codes = [new_code(length) for _ in range(200)]
    assert all(len(code) == length and code.isascii() and code.isdigit() for code in codes)


def test_codes_do_not_follow_a_seed() -> None:
    """Whoever seeds Python's generator learns nothing of the codes."""
    codes = set()
    for _ in range(20):
        random.seed(1)
        codes.add(new_code(8))
    assert len(codes) == 20


def test_every_digit_is_met_at_every_place() -> None:
    """Of two thousand codes, each place has each digit about two hundred times."""
    codes = [new_code(6) for _ in range(2000)]
    for place in range(6):
        for digit in "0123456789":
            assert 120 < sum(code[place] == digit for code in codes) < 290
