"""Tokens are made by this service, for one place, and go on being good while SECRET_KEY rotates."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ivr.security.tokens import Tokens, same

OLD, NEW = "old-" * 10, "new-" * 10
PARTS = st.lists(st.text(max_size=8), max_size=4)


@given(PARTS, PARTS)
def test_a_token_is_good_for_its_parts_only(parts: list[str], others: list[str]) -> None:
    """A token is good for the same parts and for no others: neither joined, nor split, nor in another order."""
    tokens = Tokens((OLD,))
    token = tokens.make(*parts)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)
    assert tokens.good(token, *others) == (parts == others)


def test_parts_are_not_split_in_another_way() -> None:
    """("ab", "c") and ("a", "bc") have different tokens."""
    tokens = Tokens((OLD,))
    assert not tokens.good(tokens.make("ab", "c"), "a", "bc")


def test_tokens_survive_a_rotation_but_not_the_end_of_their_secret() -> None:
    """A token of the old secret is good while the old secret is listed."""
    token = Tokens((OLD,)).make("CA1", "3")
    assert Tokens((NEW, OLD)).good(token, "CA1", "3")
    assert not Tokens((NEW,)).good(token, "CA1", "3")
    assert Tokens((NEW, OLD)).make("CA1", "3") == Tokens((NEW,)).make("CA1", "3")


def test_tokens_of_another_use_are_refused() -> None:
    """A webhook's token opens no page."""
    assert not Tokens((OLD,), "page").good(Tokens((OLD,), "webhook").make("CA1"), "CA1")


def test_hostile_tokens_are_refused_quietly() -> None:
    """Anything at all may stand where a token should: it is not good, and nothing breaks."""
    assert not any(Tokens((OLD,)).good(token, "CA1") for token in ("", "é", "x" * 100_000, "\x00", "\ud83d\ude00"))


def test_comparing() -> None:
    """Equal texts are the same; a prefix is not."""
    assert same("ñ", "ñ")
    assert not same("abc", "ab")
