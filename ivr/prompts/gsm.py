"""Counts and folds the letters of text messages, so that each message stays one message of 160 characters."""

import unicodedata

# 3GPP TS 23.038: the default alphabet, and the signs that take the place of two.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")
LONGEST = 160


def foreign(text: str) -> str:
    """Give the signs of a text that the alphabet lacks, each once: á, í, ó, ú are among them."""
    return "".join(sorted(set(text) - BASIC - EXTENDED))


def length(text: str) -> int:
    """Give how many of the 160 places a text takes."""
    return sum(2 if sign in EXTENDED else 1 for sign in text)


def fold(text: str) -> str:
    """Give the text in the alphabet: accents that it lacks are dropped, other signs become a question mark."""
    return "".join(sign if sign in BASIC or sign in EXTENDED else _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    letter = unicodedata.normalize("NFKD", sign)[0]
    return letter if letter in BASIC else "?"
