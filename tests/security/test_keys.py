"""Keys that a thief would try first are refused, each under the name of its rule."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.key_policies import KeyPolicy
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules

POLICY = KeyPolicy(4, 4, 3, 5, ("repeats", "sequences", "document", "phone", "birth_date"))
HASHER = KeyHasher(["a secret of the tests"])
DOCUMENT, PHONE, BORN = "1032456789", "+573004971538", date(1980, 3, 5)


def broken(key: str, policy: KeyPolicy = POLICY, earlier: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Hold a key of the customer with these data against a policy."""
    return KeyRules(policy, HASHER).broken(key, document=DOCUMENT, phones=[PHONE], birth_date=BORN, earlier=earlier)


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("length", "481 48162 48a5 ٤٨١٦ -481 48*6"),
        ("repeats", "1111 0000 1212 6969 1122 9988 1112 2000"),
        ("sequences", "1234 4321 0123 7890 0987 2468 9753 1357 2580 0852"),
        ("document", "1032 4567 6789 3245 9876 2301"),
        ("phone", "3004 4971 1538 8351 5730"),
        ("birth_date", "1980 0503 0305 0580 0380 8003 5380 0891"),
    ],
)
def test_weak_keys_break_their_rule(rule: str, keys: str) -> None:
    """Each weak key is refused under the rule's name, and taken where the policy does not have the rule."""
    without = replace(POLICY, forbidden=tuple(name for name in POLICY.forbidden if name != rule))
    for key in keys.split():
        assert rule in broken(key), key
        assert rule == "length" or rule not in broken(key, without), key


@pytest.mark.parametrize("key", ["4816", "7093", "2946", "8371", "5937", "4826", "7418"])
def test_a_good_key_breaks_nothing(key: str) -> None:
    """A key without a pattern that people see, and without a piece of what others know, is taken."""
    assert broken(key) == ()


def test_most_keys_may_be_taken() -> None:
    """The rules leave a customer more than nine in ten of all keys of four digits."""
    taken = sum(not broken(f"{key:04}") for key in range(10_000))
    assert taken > 9_000


def test_long_keys_are_searched_too() -> None:
    """In eight digits a run of four by ones, a piece of the document or a birthday is found."""
    policy = replace(POLICY, shortest=8, longest=8)
    assert broken("49123486", policy) == ("sequences",)
    assert broken("49567886", policy)[0] == "sequences"
    assert broken("71032946", policy) == ("document",)
    assert broken("05031980", policy) == ("birth_date",)
    assert broken("49628136", policy) == ()


@given(st.text(max_size=12))
def test_any_input_gets_an_answer(key: str) -> None:
    """Whatever is typed or posted, the rules answer; only digits of the right number pass."""
    assert broken(key) or (len(key) == 4 and key.isascii() and key.isdigit())


def test_every_rule_that_is_broken_is_told() -> None:
    """Two broken rules are told together."""
    assert broken("45678") == ("length", "sequences", "document")


def test_an_unknown_birthday_is_no_rule() -> None:
    """A company has no birthday."""
    rules = KeyRules(POLICY, HASHER)
    assert rules.broken("1980", document=DOCUMENT, phones=[], birth_date=None, earlier=[]) == ()


def test_earlier_keys_are_refused_as_far_back_as_the_policy_says() -> None:
    """The last two keys are refused, the one before them may come back."""
    earlier = tuple(map(HASHER.hash, ("4816", "7093", "2946")))
    two = replace(POLICY, history=2)
    assert broken("4816", two, earlier) == broken("7093", two, earlier) == ("history",)
    assert broken("2946", two, earlier) == ()
