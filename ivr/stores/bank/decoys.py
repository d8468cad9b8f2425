"""What the bank says of documents that it does not know: always the same, and like what it says of those it knows."""

import hmac
import secrets
from base64 import b32encode

from ivr.security.derivation import derive
from ivr.security.masking import mask_phone

REFERENCE_BYTES = 16
LETTERS = "ACDEGJLMNRSV"  # with which Colombian names often begin

SMALL = "acdegjlmnrsv"
MAILBOXES = ("gmail.com", "gmail.com", "gmail.com", "hotmail.com", "outlook.com")  # as most people have them


def new_reference() -> str:
    """Give a customer's reference: random, 26 letters and digits, looking like a decoy's."""
    return _written(secrets.token_bytes(REFERENCE_BYTES))


class Decoys:
    """Steady inventions under a secret that must not change: who knows it could tell a decoy from a customer."""

    def __init__(self, secret: str) -> None:
        self._secret = derive(secret, "decoys")

    def reference(self, institution: str, kind: str, number: str) -> str:
        """Give the reference of an unknown document."""
        return _written(self._digest("reference", institution, kind, number)[:REFERENCE_BYTES])

    def mobile(self, reference: str) -> str:
        """Give the mask of a mobile that nobody has."""
        return mask_phone(f"+5730{int.from_bytes(self._digest('mobile', reference)) % 10**8:08}")

    def email(self, reference: str, start: str = "") -> str:
        """Give the mask of an e-mail address that nobody has; it begins with `start`, where a user name was typed."""
        digest = self._digest("email", reference)
        first, second = (SMALL[byte % len(SMALL)] for byte in digest[:2])
        return f"{start or first + second}*****@{MAILBOXES[digest[2] % len(MAILBOXES)]}"

    def name(self, reference: str) -> str:
        """Give a name of three parts, to be masked."""
        digest = self._digest("name", reference)
        return " ".join(LETTERS[byte % len(LETTERS)] for byte in digest[:3])

    def _digest(self, *parts: str) -> bytes:
        return hmac.digest(self._secret, "\0".join(parts).encode(), "sha256")


def _written(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=").lower()
