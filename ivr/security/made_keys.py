"""A temporary key that we make: of signs that nobody mistakes for others, and as strong as the policy lets it be."""

import re
import secrets

from ivr.key_policies import DIGITS, KeyPolicy, rules_of

FIGURES = "23456789"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"
"""Without 0 and O, 1, l and I, which are read for each other."""


def made_key(policy: KeyPolicy) -> str:
    """Give a random key of the longest length that keeps every rule of the policy which can be told from it alone."""
    signs = FIGURES if policy.characters == DIGITS else FIGURES + LETTERS
    rules = [re.compile(rule.pattern) for rule in rules_of(policy) if rule.pattern]
    while True:
        key = "".join(secrets.choice(signs) for _ in range(policy.longest))
        if all(rule.fullmatch(key) for rule in rules):
            return key
