"""A stolen database alone gives nobody's key up, and the secret that protects it may change."""

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from ivr.security.derivation import key_id
from ivr.security.hashing import KeyHasher

OLD, NEW = "the old secret of the tests", "the new secret of the tests"
HASHER = KeyHasher([OLD])

pytestmark = pytest.mark.usefixtures("dear_hashes")


def argon2_of(hashed: str) -> str:
    """Give what a thief of the database tries keys on."""
    return hashed[hashed.index("$") :]


def test_a_hash_is_argon2id_with_at_least_the_parameters_of_owasp() -> None:
    """19 MiB, two passes, one lane; a salt of its own each time, and the name of the secret it was made under."""
    one, other = HASHER.hash("4816"), HASHER.hash("4816")
    assert one.startswith(f"{key_id(OLD)}$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert not HASHER.is_outdated(one)
    assert HASHER.is_outdated(one.replace("t=2", "t=1"))


def test_only_the_key_itself_verifies() -> None:
    """Another key does not match, and a broken hash matches nothing."""
    hashed = HASHER.hash("4816")
    assert HASHER.verify(hashed, "4816")
    assert not HASHER.verify(hashed, "4817")
    for broken in ("", "4816", f"{key_id(OLD)}$argon2id$v=19$broken", argon2_of(hashed)):
        assert not HASHER.verify(broken, "4816")


def test_the_database_alone_does_not_tell_a_key_of_four_digits() -> None:
    """Whoever tries the right key on a stolen hash finds no match: it was made of the key and the secret."""
    stolen = argon2_of(HASHER.hash("4816"))
    assert not KeyHasher([NEW]).verify(key_id(NEW) + stolen, "4816")
    for tried in ("4816", b"4816"):
        with pytest.raises(VerifyMismatchError):
            PasswordHasher().verify(stolen, tried)


def test_the_secret_may_change() -> None:
    """Keys set before still match and are to be hashed again; with the old secret gone they match no more."""
    before = HASHER.hash("4816")
    rotated = KeyHasher([NEW, OLD])
    assert rotated.verify(before, "4816")
    assert rotated.is_outdated(before)
    assert not rotated.is_outdated(rotated.hash("4816"))
    assert not KeyHasher([NEW]).verify(before, "4816")
