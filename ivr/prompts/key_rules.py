"""Explains a key policy from its own list of rules: whole for a page, in short for the voice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ivr.institutions import Institution
from ivr.key_policies import BY_KNOWLEDGE, DIGITS, EVER, KeyPolicy, rules_of
from ivr.prompts.formats import Value
from ivr.prompts.spoken import counted, number

Say = Callable[[str, Mapping[str, Value]], str]
"""Gives the text of a prompt with its values."""

KNOWN = {"document": "su documento", "phone": "su celular", "birth_date": "su fecha de nacimiento"}
PRINTED: Mapping[str, str] = {"length": "size", "repeats": "sign", "differs": "others", "history": "earlier"}
"""The values that the texts of rules take, by the rule's id."""
SAID: Mapping[str, str] = {**PRINTED, "known": "known"}


@dataclass(frozen=True, slots=True)
class KeyRuleText:
    """A rule as a page lists it: its id (as in KeyRefused), its sentence, and the pattern of a key that meets it.

    The pattern is one of HTML's, to be tried as a whole while somebody types; empty where only the bank can tell.
    """

    id: str
    text: str
    pattern: str


def printed_rules(institution: Institution, kind: str, say: Say) -> tuple[KeyRuleText, ...]:
    """Give every rule of a kind of key, in the order of the policy."""
    policy = institution.keys[kind]
    values = values_of(institution, policy)
    return tuple(KeyRuleText(rule.id, say(f"key_rule_{rule.id}", values), rule.pattern) for rule in rules_of(policy))


def said_rules(institution: Institution, policy: KeyPolicy, say: Say) -> str:
    """Give one sentence with all rules, short enough to be listened to."""
    values = values_of(institution, policy)
    return "; ".join(say(f"key_said_{rule}", values) for rule in said_ids(policy))


def said_ids(policy: KeyPolicy) -> tuple[str, ...]:
    """Give the ids of what is said: what others know of the customer is one of them, not three."""
    ids = ("known" if rule.id in BY_KNOWLEDGE else rule.id for rule in rules_of(policy))
    return tuple(dict.fromkeys(ids))


def values_of(institution: Institution, policy: KeyPolicy) -> Mapping[str, Value]:
    """Give what the texts of a policy's rules are told."""
    others = [f"su {institution.keys[kind].label}" for kind in policy.differs_from]
    return {
        "size": size(policy),
        "sign": "un mismo número" if policy.characters == DIGITS else "un mismo signo",
        "others": " y de ".join(others),
        "earlier": _earlier(policy),
        "known": known(policy),
    }


def size(policy: KeyPolicy) -> str:
    """Give how long a key is: "cuatro dígitos", "entre ocho y diez caracteres"."""
    noun = ("dígito", "dígitos") if policy.characters == DIGITS else ("carácter", "caracteres")
    longest = counted(policy.longest, *noun)
    return longest if policy.shortest == policy.longest else f"entre {number(policy.shortest)} y {longest}"


def known(policy: KeyPolicy) -> str:
    """Give what a key may not come from, as "su documento, su celular ni su fecha de nacimiento"; or nothing."""
    words = [KNOWN[name] for name in BY_KNOWLEDGE if name in policy.forbidden]
    return " ni ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _earlier(policy: KeyPolicy) -> str:
    if policy.history == EVER:
        return f"ninguna {policy.label} que ya usó"
    return "su clave actual" if policy.history <= 1 else f"ninguna de sus últimas {number(policy.history)} claves"
