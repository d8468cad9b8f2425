"""Sign-in of staff: both factors, each code once, few failures, and rights that end at once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyotp
import pytest
from sqlalchemy import select

from ivr.errors import LimitReached
from ivr.institutions import Institution
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.stores.demo.staff import SERFINANSA
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord, StaffRecord
from ivr.stores.staff.sign_in import Staff, StaffMember
from ivr.stores.staff.totp import matching_step
from tests.conftest import FixedClock
from tests.stores.banking import SECRET

CAROLINA = SERFINANSA[0]


@pytest.fixture
def staff(seeded: Records, clock: FixedClock, sealer: Sealer, tables: Mapping[str, Institution]) -> Staff:
    """Give the staff of the demo."""
    return Staff(seeded, clock, sealer, KeyHasher([SECRET]), tables)


def code(clock: FixedClock, steps: int = 0, secret: str = CAROLINA.totp_secret) -> str:
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=steps)


def sign_in(staff: Staff, code: str, **changes: str) -> StaffMember | None:
    given = {"institution": "serfinansa", "user": "carolina", "password": CAROLINA.password} | changes
    return staff.sign_in(given["institution"], given["user"], given["password"], code)


def test_both_factors_sign_in(staff: Staff, clock: FixedClock) -> None:
    """Who proves both is known by name, role, telephone and session version."""
    member = sign_in(staff, code(clock), user=" Carolina ")
    assert member == StaffMember(
        "serfinansa.carolina", "serfinansa", "carolina", "Carolina Mejía", "agent", "client:carolina", 1
    )
    assert staff.member("serfinansa.carolina") == member


@pytest.mark.parametrize(
    "changes",
    [{"password": "wrong"}, {"user": "nobody"}, {"institution": "coasmedas"}, {"password": ""}, {"user": "andres"}],
)
def test_whatever_is_wrong_the_answer_is_the_same(staff: Staff, clock: FixedClock, changes: Mapping[str, str]) -> None:
    """A wrong password, an unknown user and another institution are not told apart."""
    assert sign_in(staff, code(clock), **changes) is None


def test_a_wrong_code_does_not_sign_in(staff: Staff, clock: FixedClock) -> None:
    """The password alone is not enough, nor is somebody else's code."""
    for wrong in ("", "000000", "abcdef", code(clock, secret=SERFINANSA[1].totp_secret)):
        assert sign_in(staff, wrong) is None


def test_a_code_is_good_for_one_sign_in(staff: Staff, clock: FixedClock) -> None:
    """Somebody who looked over a shoulder cannot use the code again, nor the one before it."""
    assert sign_in(staff, code(clock))
    assert sign_in(staff, code(clock)) is None
    assert sign_in(staff, code(clock, -1)) is None
    clock.advance(30)
    assert sign_in(staff, code(clock))


def test_a_code_used_twice_at_once_signs_in_once(staff: Staff, clock: FixedClock) -> None:
    """Of four who send the same code together, one is let in."""
    with ThreadPoolExecutor(4) as browsers:
        results = list(browsers.map(lambda _: sign_in(staff, code(clock)), range(4)))
    assert sum(result is not None for result in results) == 1


def test_a_telephone_may_be_half_a_minute_wrong(clock: FixedClock) -> None:
    """One step to each side is accepted, two are not."""
    secret = CAROLINA.totp_secret
    accepted = [matching_step(secret, code(clock, steps), clock.now()) is not None for steps in (-2, -1, 0, 1, 2)]
    assert accepted == [False, True, True, True, False]


@pytest.mark.parametrize("user", ["carolina", "nobody"])
def test_five_failures_close_the_sign_in_for_a_while(staff: Staff, clock: FixedClock, user: str) -> None:
    """The sixth try is not even looked at, whether the user exists or not, until 15 minutes are over."""
    for _ in range(5):
        assert sign_in(staff, "000000", user=user) is None
    with pytest.raises(LimitReached):
        sign_in(staff, code(clock), user=user)
    clock.advance(15 * 60)
    assert (sign_in(staff, code(clock), user=user) is not None) == (user == "carolina")


def test_many_at_once_are_not_more_than_five(staff: Staff) -> None:
    """Guesses that arrive together are counted before they are tried."""

    def guess(number: int) -> bool:
        try:
            sign_in(staff, f"{number:06}")
        except LimitReached:
            return False
        return True

    with ThreadPoolExecutor(12) as browsers:
        assert sum(browsers.map(guess, range(12))) == 5


def test_a_good_sign_in_is_no_failure(staff: Staff, clock: FixedClock) -> None:
    """Somebody who signs in often is never shut out."""
    for _ in range(8):
        assert sign_in(staff, code(clock))
        clock.advance(30)


def test_rights_end_at_once(staff: Staff, clock: FixedClock) -> None:
    """Whoever is deactivated is no member any more, and cannot come back with both factors."""
    with staff.records.begin() as session:
        session.get_one(StaffRecord, "serfinansa.carolina").active = False
    assert staff.member("serfinansa.carolina") is None
    assert sign_in(staff, code(clock)) is None
    assert staff.member("nobody") is None


def test_sign_ins_are_in_the_audit(staff: Staff, clock: FixedClock) -> None:
    """Good and bad ones; what was typed as a user name is never written, for it may be a password."""
    sign_in(staff, code(clock))
    sign_in(staff, "000000", user=CAROLINA.password)
    with staff.records.read() as session:
        links = [(link.kind, link.subject) for link in session.scalars(select(AuditRecord))]
    assert links == [("signed_in", "serfinansa.carolina"), ("sign_in_failed", "unknown")]


def test_a_password_is_hashed_again_when_the_secret_has_changed(staff: Staff, clock: FixedClock) -> None:
    """Who signs in once under the new secret can still sign in when the old one is gone."""
    rotated = replace(staff, hasher=KeyHasher(["a newer secret of the tests", SECRET]))
    assert sign_in(rotated, code(clock)) is not None
    clock.advance(30)
    newest = replace(staff, hasher=KeyHasher(["a newer secret of the tests"]))
    assert sign_in(newest, code(clock)) is not None


def test_a_password_of_ones_own(staff: Staff, clock: FixedClock) -> None:
    """Whoever knows the current password replaces it, other sessions end, and what somebody else knew opens nothing."""
    with staff.records.begin() as session:
        session.get_one(StaffRecord, "serfinansa.carolina").password_temporary = True
    before = sign_in(staff, code(clock))
    assert before is not None
    assert before.password_temporary
    after = staff.choose_password(before.id, CAROLINA.password, "una clave de Carolina")
    assert after is not None
    assert (after.session_version, after.password_temporary) == (before.session_version + 1, False)
    clock.advance(30)
    assert sign_in(staff, code(clock)) is None
    assert sign_in(staff, code(clock), password="una clave de Carolina") == after


def test_a_password_of_ones_own_needs_the_current_one(staff: Staff, clock: FixedClock) -> None:
    """Somebody at an open page guesses five times, and then waits as at the sign-in; nothing changes."""
    for _ in range(5):
        assert staff.choose_password("serfinansa.carolina", "guess", "una clave de Carolina") is None
    with pytest.raises(LimitReached):
        staff.choose_password("serfinansa.carolina", CAROLINA.password, "una clave de Carolina")
    with pytest.raises(LimitReached):
        sign_in(staff, code(clock))
    clock.advance(15 * 60)
    assert sign_in(staff, code(clock)) is not None
    assert staff.choose_password("nobody", "guess", "una clave de nadie") is None
