"""What a caller types in secret is sealed the moment it arrives, and opened only where it is used."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ivr.errors import Unavailable
from ivr.security.derivation import derive, key_id
from ivr.values import Sealed

OUTBOX = "outbox"  # the purpose under which a message that waits to be sent is sealed
NONCE_BYTES = 12  # AES-GCM's own length (NIST SP 800-38D, 8.2); random, for a handful of messages under each key


class Sealer:
    """AES-256-GCM under keys derived (HKDF) from `secret_keys`, the conversation and the purpose.

    The first secret seals, every one opens: the setting may rotate in mid-call. What cannot be opened, because its
    secret was taken away or somebody touched it, raises Unavailable: the caller hears an apology, nothing is accepted.
    """

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._secrets = {key_id(secret): secret for secret in secret_keys}
        self._first = key_id(secret_keys[0])

    def new_key(self) -> str:
        """Give a conversation its key: random, kept in the conversation's record, wiped at its end.

        It names the secret with which it began: digests are made under that one until the conversation ends, so that
        two entries of one secret stay comparable when the setting rotates between them.
        """
        return f"{self._first}.{secrets.token_urlsafe(32)}"

    def seal(self, sealing_key: str, purpose: str, text: str) -> Sealed:
        """Seal what was typed in the conversation that has this key; `purpose` is a word, as the question's name."""
        return Sealed(self._encrypt(sealing_key, purpose, text), self._digest(sealing_key, text))

    def open(self, sealing_key: str, sealed: Sealed) -> str:
        """Give what was typed. Raises Unavailable for anything that was not sealed in this conversation."""
        return self._decrypt(sealing_key, sealed.token)

    def seal_text(self, purpose: str, text: str) -> str:
        """Seal what has to wait outside of a conversation, as a message with a code waits to be sent."""
        return self._encrypt("", purpose, text)

    def open_text(self, purpose: str, token: str) -> str:
        """Give back what `seal_text` was given. Raises Unavailable, also when it was sealed for another purpose."""
        if _purpose(token) != purpose:
            raise Unavailable("sealed for another purpose")
        return self._decrypt("", token)

    def _encrypt(self, salt: str, purpose: str, text: str) -> str:
        header = f"{self._first}.{_coded(purpose.encode())}"
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = self._cipher(self._first, salt, purpose)
        return f"{header}.{_coded(nonce + cipher.encrypt(nonce, text.encode(), header.encode()))}"

    def _decrypt(self, salt: str, token: str) -> str:
        try:
            header, _, body = token.rpartition(".")
            data = _decoded(body)
            cipher = self._cipher(header.partition(".")[0], salt, _purpose(token))
            return cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], header.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise Unavailable("sealed by somebody else, or touched") from error

    def _cipher(self, secret_id: str, salt: str, purpose: str) -> AESGCM:
        return AESGCM(derive(self._secret(secret_id), f"seal {purpose}", salt))

    def _digest(self, sealing_key: str, text: str) -> str:
        secret = self._secret(sealing_key.partition(".")[0])
        return hmac.digest(derive(secret, "digest", sealing_key), text.encode(), "sha256").hex()

    def _secret(self, secret_id: str) -> str:
        try:
            return self._secrets[secret_id]
        except KeyError:
            raise Unavailable("the secret that began this is not among the settings any more") from None


def _purpose(token: str) -> str:
    try:
        return _decoded(token.split(".")[1]).decode()
    except (IndexError, ValueError) as error:
        raise Unavailable("not a sealed text") from error


def _coded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode()


def _decoded(text: str) -> bytes:
    """Give the bytes of the one way to write them: Base64 has others, and a touched token must not open."""
    data = urlsafe_b64decode(text)
    if _coded(data) != text:
        raise ValueError("not the one way to write it")
    return data
