"""What customers read of a key's rules is what the rules do: the sentences are read back, and held against them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.institutions import Institution
from ivr.key_policies import EVER, KeyPolicy, TemporaryKey, rules_of
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import printed_rules, said_ids, said_rules
from ivr.prompts.source import read_prompts
from ivr.prompts.spoken import number
from ivr.prompts.template import Template
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules, OtherKeys
from ivr.tables import load
from tests.conftest import ROOT

TABLES = load(ROOT / "institutions")
WRITTEN, _ = read_prompts(ROOT / "voice_prompts/es-CO/common.toml", "common.toml")
HASHER = KeyHasher(["a secret of the tests"])
DOCUMENT, PHONE, BORN = "1032456789", "+573004971538", date(1980, 3, 5)
BIRTHDAYS = ["05031980", "19800305", "03051980", "050380", "800305", "030580", "5380", "3580"]
NUMBERS = {number(count): count for count in range(13)}

LETTERED = KeyPolicy(4, 12, 3, EVER, ("repeats", "sequences"), characters="letters_and_digits", channels=("web",))
CLASSES = st.lists(st.sampled_from(("upper", "lower", "digit")), unique=True).map(tuple)
FORBIDDEN = st.sets(st.sampled_from(("document", "phone", "birth_date"))).map(
    lambda more: ("repeats", "sequences", *more)
)
LENGTHS = st.tuples(st.integers(4, 12), st.integers(4, 12)).map(sorted)
HISTORY = st.sampled_from((0, 1, 2, 5, 24, EVER))
WORDS = (
    "0",
    "1",
    "1",
    "2",
    "3",
    "4",
    "5",
    "8",
    "9",
    "a",
    "b",
    "c",
    "d",
    "A",
    "B",
    "Z",
    "z",
    "x",
    "7",
    "ñ",
    "@",
    " ",
    "é",
    "٤",
)
PIECES = ("1234", "2580", "abcd", "dCbA", "8901", "0369", "1980", "4567", "9876", "4971", "0503", "121", "77", "zyx")
KEYS = st.lists(st.sampled_from(WORDS + PIECES), max_size=9).map("".join)


@st.composite
def policies(draw: st.DrawFn) -> KeyPolicy:
    """Give any policy that a table may have."""
    shortest, longest = draw(LENGTHS)
    characters = draw(st.sampled_from(("digits", "letters_and_digits")))
    required = () if characters == "digits" else draw(CLASSES)
    return replace(
        LETTERED,
        shortest=shortest,
        longest=longest,
        characters=characters,
        required=required,
        forbidden=draw(FORBIDDEN),
        history=draw(HISTORY),
    )


def say(prompt: str, values: Mapping[str, Value]) -> str:
    return Template.parse(WRITTEN[prompt].text).render(values)


def of(policy: KeyPolicy) -> Institution:
    """Give an institution with that policy for its access key."""
    return replace(TABLES["serfinansa"], key=policy)


def in_order(key: str, alphabet: str) -> bool:
    """Say whether four neighbours of the alphabet stand in a row, forwards or backwards."""
    runs = [alphabet[at : at + 4] for at in range(len(alphabet) - 3)]
    return any(run in key.lower() or run[::-1] in key.lower() for run in runs)


def in_equal_steps(key: str) -> bool:
    """Say whether a key of digits goes on by twos or threes, up or down."""
    steps = {int(b) - int(a) for a, b in pairwise(key)} if key.isascii() and key.isdigit() else set()
    return len(steps) == 1 and abs(steps.pop()) in (2, 3)


def is_a_group_again(key: str) -> bool:
    """Say whether the key is one group, written several times."""
    return any(key == key[:size] * (len(key) // size) for size in range(1, len(key) // 2 + 1) if len(key) % size == 0)


def piece_of(key: str, known: str) -> bool:
    """Say whether four neighbours of a number stand in the key, forwards or backwards."""
    pieces = [known[at : at + 4] for at in range(len(known) - 3)]
    return any(piece in key or piece[::-1] in key for piece in pieces)


def reads(text: str) -> Callable[[str], bool]:
    """Give what a careful person takes a sentence to allow."""
    if sized := re.fullmatch(r"Tiene (?:entre (\w+) y )?(\w+) (dígitos|caracteres)\.", text):
        low, high = NUMBERS[sized[1] or sized[2]], NUMBERS[sized[2]]
        figures = sized[3] == "dígitos"
        return lambda key: low <= len(key) <= high and (not figures or all(sign in "0123456789" for sign in key))
    if re.match(r"No tiene un mismo (número|signo) tres veces seguidas, .* grupo .*\(1212\) .* parejas", text):
        return lambda key: (
            not (
                any(key[at] * 3 == key[at : at + 3] for at in range(len(key)))
                or is_a_group_again(key)
                or (
                    len(key) > 0 and len(key) % 2 == 0 and all(a == b for a, b in zip(key[::2], key[1::2], strict=True))
                )
            )
        )
    return SENTENCES[text]


SENTENCES: dict[str, Callable[[str], bool]] = {
    "Solo tiene números y letras sin tilde ni eñe: ningún otro signo, ningún espacio.": lambda key: all(
        sign.isascii() and sign.isalnum() for sign in key
    ),
    "Tiene al menos una letra mayúscula.": lambda key: any("A" <= sign <= "Z" for sign in key),
    "Tiene al menos una letra minúscula.": lambda key: any("a" <= sign <= "z" for sign in key),
    "Tiene al menos un número.": lambda key: any(sign in "0123456789" for sign in key),
    "No tiene cuatro números en orden (1234, 4321, 8901) ni la columna del teclado (2580, 0852), ni va de dos en dos "
    "o de tres en tres (2468, 0369).": lambda key: (
        not (in_order(key, "0123456789012") or "2580" in key or "0852" in key or (len(key) > 3 and in_equal_steps(key)))
    ),
    "No tiene cuatro letras seguidas del abecedario (abcd, dcba).": lambda key: (
        not in_order(key, "abcdefghijklmnopqrstuvwxyz")
    ),
    "No tiene cuatro números seguidos de su documento, tampoco al revés.": lambda key: not piece_of(key, DOCUMENT),
    "No tiene cuatro números seguidos de sus teléfonos, tampoco al revés.": lambda key: not piece_of(key, PHONE),
    "No tiene cuatro números seguidos de su fecha de nacimiento, como sea que se escriba.": lambda key: (
        not any(piece_of(key, form) for form in BIRTHDAYS)
    ),
}


@given(policies(), KEYS)
def test_what_the_text_allows_the_rule_accepts(policy: KeyPolicy, key: str) -> None:
    """For any policy and any key of four signs or more, just the rules whose sentence is not met are broken."""
    key = key.ljust(4, "7")
    listed = [rule for rule in printed_rules(of(policy), "access", say) if rule.id != "history"]
    unmet = [rule.id for rule in listed if not reads(rule.text)(key)]
    broken = KeyRules(policy, HASHER).broken(key, document=DOCUMENT, phones=[PHONE], birth_date=BORN)
    assert list(broken) == unmet


@given(policies())
def test_the_voice_says_of_each_rule_a_piece_and_of_nothing_else(policy: KeyPolicy) -> None:
    """What is demanded is said, once; what is not demanded is not said."""
    ids = said_ids(policy)
    assert len(said_rules(of(policy), policy, say).split("; ")) == len(ids) == len(set(ids))
    assert {rule.id for rule in rules_of(policy)} - {"document", "phone", "birth_date"} == set(ids) - {"known"}
    assert ("known" in ids) == (len(policy.forbidden) > 2)


@given(KEYS, KEYS, KEYS)
def test_a_rule_about_other_keys_does_what_it_says(mine: str, temporary: str, other: str) -> None:
    """Neither the temporary key, nor the one of another kind, nor an earlier one is taken; each under its own rule."""
    policy = replace(LETTERED, differs_from=("transaction",), temporary=TemporaryKey(3600, "customer"))
    others = OtherKeys([mine], (), temporary, {"transaction": other})
    for key in (temporary, other, mine):
        equal = {"temporary": temporary, "differs": other, "history": mine}
        first = next(rule for rule, value in equal.items() if value == key)
        alone, among = (
            KeyRules(policy, Plain()).broken(key, document="", phones=[], birth_date=None, others=each)
            for each in (OtherKeys(), others)
        )
        assert among == (alone or ((first,) if key else ()))


class Plain(KeyHasher):
    """Compares keys as they are, so that a thousand examples take no minutes."""

    def __init__(self) -> None:
        super().__init__(["a secret of the tests"])

    def verify(self, hashed: str, key: str) -> bool:
        """Say whether both are the same."""
        return hashed == key


@pytest.mark.parametrize(
    ("history", "text"),
    [
        (1, "No es su clave actual."),
        (5, "No es ninguna de sus últimas cinco claves."),
        (EVER, "No es ninguna clave que ya usó."),
    ],
)
def test_the_history_is_said_as_far_back_as_it_goes(history: int, text: str) -> None:
    """The last key that the sentence names is refused, and the one before it may come back."""
    policy = replace(LETTERED, history=history)
    assert printed_rules(of(policy), "access", say)[-1].text == text
    earlier = [f"Zq{at}xB{at}kM" for at in range(8)]
    refused = [
        key
        for key in earlier
        if KeyRules(policy, Plain()).broken(key, document="", phones=[], birth_date=None, earlier=earlier)
    ]
    assert refused == (earlier if history == EVER else earlier[:history])
