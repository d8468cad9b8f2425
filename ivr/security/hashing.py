"""Keys and passwords are kept as argon2id hashes only."""

import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

P = ParamSpec("P")
T = TypeVar("T")

# The OWASP Password Storage Cheat Sheet's minimum for argon2id: 19 MiB, two passes, one lane. About 25 ms.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


def hash_key(key: str) -> str:
    """Give the hash of a key or password, with a salt of its own."""
    return _aside(HASHER.hash, key)


def verify_key(hashed: str, key: str) -> bool:
    """Say whether the key is the one that was hashed. A hash that is none matches nothing, at once."""
    return _aside(_matches, hashed, key)


def _matches(hashed: str, key: str) -> bool:
    """Compare within the thread: gevent's pool prints every error that leaves one."""
    try:
        return HASHER.verify(hashed, key)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(hashed: str) -> bool:
    """Say whether a hash was made under older parameters, and should be made again when its key is next seen."""
    return HASHER.check_needs_rehash(hashed)


def _aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Work in gevent's pool of threads where gevent serves: argon2 frees the interpreter, and other calls go on."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        return work(*args, **kwargs)
    from gevent import get_hub

    return cast("T", get_hub().threadpool.apply(work, args, kwargs))
