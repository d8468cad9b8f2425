"""What a password of the staff must be, and how one is made for somebody who would rather not invent it."""

import secrets

SHORTEST, LONGEST = 12, 256  # characters; longer ones are refused where people sign in
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else on paper
GROUPS, GROUP = 5, 4  # 20 characters of 31: 99 bits


def weakness(password: str, user: str) -> str:
    """Say in a sentence what is wrong with a password for this user; nothing when it is good.

    Length is what counts, and the user name adds none (NIST SP 800-63B, 5.1.1.2: words of the context are refused).
    """
    if len(password.casefold().replace(user.casefold(), "")) < SHORTEST:
        return f"The password needs at least {SHORTEST} characters, not counting the user name."
    if len(password) > LONGEST:
        return f"The password may have at most {LONGEST} characters."
    return ""


def new_password() -> str:
    """Give a random password in groups, to be read from a sheet of paper."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
