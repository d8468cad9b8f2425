"""What an institution's table demands of a key, and the one list of rules from which it is explained and judged."""

from collections.abc import Iterator
from dataclasses import dataclass

ACCESS = "access"
"""The kind of key that every institution has: the one with which customers come in."""
SENT = "sent"
"""The kind under which the bank keeps a temporary key that was sent, until its owner types it."""
CUSTOMER, SERVICE = "customer", "service"
"""Who makes a temporary key: its owner, who types it, or we, who send it."""
CHOICE = "choice"
"""By which means something goes where the customer says it."""
EVER = -1
"""The history of a policy that never takes an earlier key again."""

DIGITS, LETTERS = "digits", "letters_and_digits"
CHARACTERS = {DIGITS: "[0-9]", LETTERS: "[A-Za-z0-9]"}
CLASSES = {"upper": "[A-Z]", "lower": "[a-z]", "digit": "[0-9]"}
BY_KNOWLEDGE = ("document", "phone", "birth_date")
ANYTHING = r"[\s\S]*"

RUN = 4  # neighbours in a row that make a sequence
NUMBERS, ALPHABET = "0123456789012", "abcdefghijklmnopqrstuvwxyz"  # after the nine comes the zero again
COLUMN = "2580"  # straight down the middle of the keypad: a sequence to the thumb
IN_STEPS = ("0246", "1357", "2468", "3579", "02468", "13579", "0369")  # all there is in equal steps

# 1111, 1212, 123123; then 1122, 557733; then 1112, 58000.
NOT_REPEATED = rf"(?!([\s\S]+?)\1+$)(?!(?:([\s\S])\2)+$)(?!{ANYTHING}([\s\S])\3\3){ANYTHING}"


@dataclass(frozen=True, slots=True)
class TemporaryKey:
    """A key that serves for `life` seconds and must then have been replaced.

    `made_by` is customer (who types it) or service (which sends it). It is set for the kinds `also_for` too. With
    `code`, its replacement needs a security code besides the temporary key itself.
    """

    life: int
    made_by: str
    also_for: tuple[str, ...] = ()
    code: bool = False


@dataclass(frozen=True, slots=True)
class KeyPolicy:
    """What a key of one kind must be; every word of it is a key of the table (docs/key-policies.md).

    Lengths in characters; `history` counts earlier keys that may not come back (EVER: none ever), those of the kinds
    `history_with` included; `forbidden` names repeats, sequences, document, phone, birth_date; `required` names upper,
    lower, digit; the present keys of the kinds `differs_from` are refused; `channels` names phone and web.
    """

    shortest: int
    longest: int
    tries: int
    history: int
    forbidden: tuple[str, ...]
    kind: str = ACCESS
    label: str = "clave"
    characters: str = DIGITS
    required: tuple[str, ...] = ()
    differs_from: tuple[str, ...] = ()
    history_with: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("phone", "web")
    temporary: TemporaryKey | None = None


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """The e-mail with a one-time link: from whom and about what, as customers are told; `life` in seconds.

    `proves` says what its use proves before a new key is set: nothing, alone (no code is asked), or with_code.
    """

    sender: str
    subject: str
    life: int
    proves: str = "nothing"


@dataclass(frozen=True, slots=True)
class MailPolicy:
    """E-mails with codes and notices: from which address, as customers are told."""

    sender: str


@dataclass(frozen=True, slots=True)
class KeyRule:
    """One demand, by the `id` under which its text stands in the prompts (`key_rule_<id>`).

    A key meets it when it matches `pattern` as a whole: a regular expression that Python and a page's JavaScript read
    alike (HTML's `pattern`). It is empty where only the bank can tell.
    """

    id: str
    pattern: str = ""


def rules_of(policy: KeyPolicy) -> tuple[KeyRule, ...]:
    """Give all that a policy demands, in the order in which it is told."""
    return (*_form(policy), *_forbidden(policy), *_past(policy))


def _form(policy: KeyPolicy) -> Iterator[KeyRule]:
    """Length and characters; of a key of digits both are one rule, as people say it."""
    one = CHARACTERS[DIGITS] if policy.characters == DIGITS else r"[\s\S]"
    yield KeyRule("length", f"{one}{{{policy.shortest},{policy.longest}}}")
    if policy.characters != DIGITS:
        yield KeyRule("characters", f"{CHARACTERS[policy.characters]}*")
    for name in policy.required:
        yield KeyRule(name, f"{ANYTHING}{CLASSES[name]}{ANYTHING}")


def _forbidden(policy: KeyPolicy) -> Iterator[KeyRule]:
    if "repeats" in policy.forbidden:
        yield KeyRule("repeats", NOT_REPEATED)
    if "sequences" in policy.forbidden:
        yield KeyRule("sequences", _not_in(*_runs(NUMBERS), COLUMN, whole=IN_STEPS))
        if policy.characters != DIGITS:
            yield KeyRule("alphabet", _not_in(*_runs(ALPHABET)))
    for name in BY_KNOWLEDGE:
        if name in policy.forbidden:
            yield KeyRule(name)


def _past(policy: KeyPolicy) -> Iterator[KeyRule]:
    """What is compared with other keys: each comparison takes some 25 ms, so these come last."""
    if policy.temporary is not None:
        yield KeyRule("temporary")
    if policy.differs_from:
        yield KeyRule("differs")
    if policy.history:
        yield KeyRule("history")


def _runs(order: str) -> list[str]:
    return [order[at : at + RUN] for at in range(len(order) - RUN + 1)]


def _not_in(*anywhere: str, whole: tuple[str, ...] = ()) -> str:
    """Give the pattern of what has none of these words in it, and is none of the whole ones, forwards or backwards."""
    inside = "|".join(_any_case(word) for word in _both_ways(anywhere))
    alone = rf"(?!(?:{'|'.join(_both_ways(whole))})$)" if whole else ""
    return rf"(?!{ANYTHING}(?:{inside})){alone}{ANYTHING}"


def _both_ways(words: tuple[str, ...]) -> list[str]:
    return [each for word in words for each in (word, word[::-1])]


def _any_case(word: str) -> str:
    return "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in word)
