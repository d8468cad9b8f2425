"""Keys and passwords are kept as argon2id hashes, which are worth nothing to whoever steals the database alone."""

import hmac
import sys
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar, cast

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from ivr.security.derivation import derive, key_id

P = ParamSpec("P")
T = TypeVar("T")

# The OWASP Password Storage Cheat Sheet's minimum for argon2id: 19 MiB, two passes, one lane. About 25 ms.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


class KeyHasher:
    """Hashes under a pepper (the same cheat sheet): HMAC-SHA256 with a key derived from `secret_keys`, then argon2id.

    There are 10,000 keys of four digits: at 25 ms each, argon2id alone would give one up in four minutes. A hash names
    the secret that it was made under, `<key id>$argon2id$...`: the first secret makes, every one of them verifies.
    """

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._peppers = {key_id(secret): derive(secret, "pepper of keys") for secret in secret_keys}
        self._first = key_id(secret_keys[0])

    def hash(self, key: str) -> str:
        """Give the hash of a key or password, with a salt of its own."""
        return self._first + _aside(HASHER.hash, _peppered(self._peppers[self._first], key))

    def verify(self, hashed: str, key: str) -> bool:
        """Say whether the key is the one that was hashed; one whose secret was taken away matches nothing."""
        made_under, _, _ = hashed.partition("$")
        pepper = self._peppers.get(made_under)
        return pepper is not None and _aside(_matches, hashed.removeprefix(made_under), _peppered(pepper, key))

    def is_outdated(self, hashed: str) -> bool:
        """Say whether a hash is to be made again when its key is next seen: older parameters, or an older secret."""
        made_under, _, _ = hashed.partition("$")
        return made_under != self._first or HASHER.check_needs_rehash(hashed.removeprefix(made_under))


def _peppered(pepper: bytes, key: str) -> bytes:
    return hmac.digest(pepper, key.encode(errors="surrogatepass"), "sha256")


def _matches(hashed: str, peppered: bytes) -> bool:
    """Compare within the thread: gevent's pool prints every error that leaves one."""
    try:
        return HASHER.verify(hashed, peppered)
    except (VerificationError, InvalidHashError):
        return False


def _aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Work in gevent's pool of threads where gevent serves: argon2 frees the interpreter, and other calls go on."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        return work(*args, **kwargs)
    from gevent import get_hub

    return cast("T", get_hub().threadpool.apply(work, args, kwargs))
