"""Secrets of a conversation are opened by nobody else, also while SECRET_KEY rotates."""

import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import Unavailable
from ivr.security.sealing import OUTBOX, Sealer
from ivr.values import Sealed

OLD, NEW = "old-" * 10, "new-" * 10


@pytest.fixture
def sealer() -> Sealer:
    return Sealer((OLD,))


@given(st.text())
def test_what_was_sealed_opens(text: str) -> None:
    """Every text comes back as it was, and is not in its token."""
    sealer = Sealer((OLD,))
    key = sealer.new_key()
    assert sealer.open(key, sealer.seal(key, "new_key", text)) == text


def test_the_token_never_has_the_secret(sealer: Sealer) -> None:
    """Two seals of one secret differ, and neither shows it."""
    key = sealer.new_key()
    one, other = (sealer.seal(key, "new_key", "48151623") for _ in range(2))
    assert one.token != other.token
    assert "48151623" not in one.token + one.digest + repr(one)


def test_another_conversation_opens_nothing(sealer: Sealer) -> None:
    """A secret opens under the key of its own conversation only."""
    sealed = sealer.seal(sealer.new_key(), "new_key", "4815")
    with pytest.raises(Unavailable):
        sealer.open(sealer.new_key(), sealed)


def test_a_wiped_conversation_opens_nothing(sealer: Sealer) -> None:
    """When the conversation's key is gone, its secrets are gone, though SECRET_KEY is known."""
    with pytest.raises(Unavailable):
        sealer.open("", sealer.seal(sealer.new_key(), "new_key", "4815"))


def test_digests_are_the_same_in_one_conversation_only(sealer: Sealer) -> None:
    """Two entries of one secret match, also for two questions; not two secrets, nor two conversations."""
    here, elsewhere = sealer.new_key(), sealer.new_key()
    first = sealer.seal(here, "new_key", "4815")
    assert first.matches(sealer.seal(here, "new_key_again", "4815"))
    assert not first.matches(sealer.seal(here, "new_key_again", "4816"))
    assert not first.matches(sealer.seal(elsewhere, "new_key", "4815"))


def test_a_conversation_survives_the_rotation_of_the_secret() -> None:
    """After SECRET_KEY rotated in mid-call, old entries open, and match the new entries of the same secret."""
    before, after = Sealer((OLD,)), Sealer((NEW, OLD))
    key = before.new_key()
    first, second = before.seal(key, "new_key", "4815"), after.seal(key, "new_key_again", "4815")
    assert after.open(key, first) == after.open(key, second) == "4815"
    assert first.matches(second)


def test_the_first_secret_seals() -> None:
    """What is sealed after a rotation opens without the old secret."""
    sealed = Sealer((NEW, OLD)).seal_text(OUTBOX, "Su código es 481516")
    assert Sealer((NEW,)).open_text(OUTBOX, sealed) == "Su código es 481516"


def test_a_secret_that_was_taken_away_opens_nothing(sealer: Sealer) -> None:
    """Without the secret that sealed it, nothing opens: the caller hears an apology."""
    key = sealer.new_key()
    with pytest.raises(Unavailable):
        Sealer((NEW,)).open(key, sealer.seal(key, "new_key", "4815"))
    with pytest.raises(Unavailable):
        Sealer((NEW,)).seal(key, "new_key", "4815")


def test_a_text_opens_for_its_purpose_only(sealer: Sealer) -> None:
    """A sealed message is no sealed sign-in secret, also when somebody rewrites its purpose."""
    sealed = sealer.seal_text(OUTBOX, "Su código es 481516")
    with pytest.raises(Unavailable):
        sealer.open_text("totp", sealed)
    other = sealer.seal_text("totp", "x").split(".")[1]
    key_id, _, body = sealed.split(".")
    with pytest.raises(Unavailable):
        sealer.open_text("totp", f"{key_id}.{other}.{body}")


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "a.b", "é.é.é", "x" * 5000])
def test_what_is_no_seal_opens_nothing(sealer: Sealer, token: str) -> None:
    """Anything else than a token is refused with the one error that callers of it know."""
    with pytest.raises(Unavailable):
        sealer.open(sealer.new_key(), Sealed(token, ""))
    with pytest.raises(Unavailable):
        sealer.open_text(OUTBOX, token)


@given(st.integers(0, 70), st.sampled_from(["Az", "09", "_-", ".A"]))
def test_a_touched_token_opens_nothing(at: int, signs: str) -> None:
    """Changing any character of a token makes it useless."""
    sealer = Sealer((OLD,))
    key = sealer.new_key()
    token = sealer.seal(key, "code", "481516").token
    other = signs[0] if token[at % len(token)] != signs[0] else signs[1]
    touched = token[: at % len(token)] + other + token[at % len(token) + 1 :]
    with pytest.raises(Unavailable):
        sealer.open(key, Sealed(touched, ""))


def test_a_token_is_written_in_one_way_only(sealer: Sealer) -> None:
    """Bits that Base64 does not use may not be set either."""
    key = sealer.new_key()
    token = sealer.seal(key, "code", "481516").token
    assert token.endswith("=")
    end = token.rstrip("=")
    others = [f"{end[:-1]}{sign}{token[len(end) :]}" for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef" if sign != end[-1]]
    for other in others:
        with pytest.raises(Unavailable):
            sealer.open(key, Sealed(other, ""))


def test_sealing_is_fast_enough_for_every_turn(sealer: Sealer) -> None:
    """A seal and an opening take less than a twentieth of a millisecond each."""
    key = sealer.new_key()
    sealed = sealer.seal(key, "code", "481516")
    seals = min(timeit.repeat(lambda: sealer.seal(key, "code", "481516"), number=200, repeat=5)) / 200
    opens = min(timeit.repeat(lambda: sealer.open(key, sealed), number=200, repeat=5)) / 200
    assert max(seals, opens) < 50e-6
