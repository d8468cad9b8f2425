"""The words that an agent reads about a caller at the keypad: how far they are, never a digit."""

import re

KEY_SET = "key_set"
AT_KEYPAD = "at_keypad"
CAPSULE_FAILED = "capsule_failed"
WORD = re.compile(r"[a-z][a-z_]{0,39}")


def word(progress: str) -> str:
    """Give the word if it is one. Raises ValueError for anything that could carry a digit."""
    if WORD.fullmatch(progress) is None:
        raise ValueError("progress is told in words of small letters")
    return progress
