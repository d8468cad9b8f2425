"""Proofs that an address or a value was made by this service and for this very place."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from ivr.security.derivation import derive, joined

TOKEN_BYTES = 16  # 128 bits, written as 22 characters that need no quoting in an address


def same(one: str, other: str) -> bool:
    """Compare in a time that says nothing about where the two differ."""
    return hmac.compare_digest(one.encode(errors="surrogatepass"), other.encode(errors="surrogatepass"))


class Tokens:
    """Keyed hashes (HMAC-SHA256 cut to 128 bits) of the parts they stand for.

    The first of `secret_keys` makes, every one of them is accepted: the setting may rotate while calls go on. Tokens of
    another `use` are never accepted.
    """

    def __init__(self, secret_keys: Sequence[str], use: str = "webhook") -> None:
        self._keys = tuple(derive(secret, f"token {use}") for secret in secret_keys)

    def make(self, *parts: str) -> str:
        """Give the token of these parts: 22 characters of A-Z, a-z, 0-9, - and _."""
        return _hash(self._keys[0], parts)

    def every(self, *parts: str) -> tuple[str, ...]:
        """Give the tokens of these parts under each secret, the newest first."""
        return tuple(_hash(key, parts) for key in self._keys)

    def good(self, token: str, *parts: str) -> bool:
        """Say whether the token was made of these parts, under any of the secrets."""
        return any(same(token, made) for made in self.every(*parts))


def _hash(key: bytes, parts: Sequence[str]) -> str:
    return urlsafe_b64encode(hmac.digest(key, joined(parts), "sha256")[:TOKEN_BYTES]).rstrip(b"=").decode()
