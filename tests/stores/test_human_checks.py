"""People told from programs: a check serves once, in time, in its own conversation; failures are counted apart."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count

import pytest
from altcha import Challenge, Payload, create_challenge, solve_challenge
from sqlalchemy import select

from ivr.admission import DIGITS, WORK, Admission
from ivr.errors import HumanCheckFailed, LimitReached
from ivr.institutions import Institution
from ivr.security import work
from ivr.security.work import Work
from ivr.stores.human_checks import LIFE, MOST_BY_DIGITS, MOST_FAILED, StoredHumanChecks
from ivr.stores.records import Records
from ivr.stores.schema import LimitEventRecord
from ivr.values import Effect, HumanCheck
from tests.conftest import FixedClock
from tests.stores.banking import SECRET

Effects = Callable[..., Effect]
OTHER_SECRET = "another invented secret that is long enough"


@pytest.fixture
def effect() -> Effects:
    """Give a new occasion each time: on the pages, from one address."""
    numbers = count(1)

    def new(caller: str = "190.24.1.77", channel: str = "web") -> Effect:
        return Effect(f"WV1:{next(numbers)}", "WV1", "serfinansa", "recover", caller, channel, "")

    return new


@pytest.fixture
def checks(
    records: Records, clock: FixedClock, institution: Institution, monkeypatch: pytest.MonkeyPatch
) -> StoredHumanChecks:
    """Give the checks of an institution that asks for work on its pages, and for digits by telephone."""
    monkeypatch.setattr(work, "FEWEST", 1)
    monkeypatch.setattr(work, "MOST", 20)
    table = replace(institution, admission=Admission("1", WORK, DIGITS))
    return StoredHumanChecks(records, clock, {table.id: table}, Work([SECRET, OTHER_SECRET]))


def done(check: HumanCheck) -> str:
    """Do the work of a check, as a browser does."""
    return solved(Challenge.from_dict(json.loads(check.work)))


def solved(challenge: Challenge) -> str:
    """Do some work."""
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def wrong(check: HumanCheck) -> str:
    """Give other digits."""
    return f"{(int(check.digits) + 1) % 1000:03}"


def test_digits_are_as_good_as_work(checks: StoredHumanChecks, effect: Effects) -> None:
    """Either way; by telephone there are digits only."""
    first, second = checks.begin(effect()), checks.begin(effect())
    spoken = checks.begin(effect("+573001234567", "phone"))
    checks.prove(effect(), first, first.digits)
    checks.prove(effect(), second, done(second))
    assert spoken.work == ""
    checks.prove(effect("+573001234567", "phone"), spoken, spoken.digits)


def test_a_check_serves_once(checks: StoredHumanChecks, effect: Effects) -> None:
    """Not even the right answer serves again, nor after a wrong one; the same effect again is the same answer."""
    check, occasion = checks.begin(effect()), effect()
    checks.prove(occasion, check, check.digits)
    checks.prove(occasion, check, check.digits)
    with pytest.raises(HumanCheckFailed):
        checks.prove(effect(), check, done(check))
    guessed = checks.begin(effect())
    for answer in (wrong(guessed), guessed.digits):
        with pytest.raises(HumanCheckFailed):
            checks.prove(effect(), guessed, answer)


def test_of_many_at_once_one_is_right(checks: StoredHumanChecks, effect: Effects) -> None:
    """Eight copies of one answer, in the same moment."""
    check = checks.begin(effect())

    def prove(occasion: Effect) -> bool:
        try:
            checks.prove(occasion, check, check.digits)
        except (HumanCheckFailed, LimitReached):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(prove, [effect() for _ in range(8)])) == 1


@pytest.mark.parametrize(("late", "right"), [(0, True), (1, False)])
def test_it_serves_for_ten_minutes(
    checks: StoredHumanChecks, effect: Effects, clock: FixedClock, *, late: int, right: bool
) -> None:
    """Its last instant included."""
    check = checks.begin(effect())
    clock.advance(LIFE.total_seconds() + late)
    if right:
        checks.prove(effect(), check, check.digits)
    else:
        with pytest.raises(HumanCheckFailed):
            checks.prove(effect(), check, check.digits)


@pytest.mark.parametrize("how", ["another check", "unsigned", "own secret", "AAAA", "e30=", "{}"])
def test_nobody_orders_easier_work(checks: StoredHumanChecks, effect: Effects, how: str) -> None:
    """Work of another check, without a signature, under somebody's own secret, or none at all."""
    check = checks.begin(effect())
    easy = create_challenge("SHA-256", 1, counter=1, data={"id": check.id})
    mine = create_challenge("SHA-256", 1, counter=1, data={"id": check.id}, hmac_secret="mine", hmac_key_secret="mine")
    made = {
        "another check": Challenge.from_dict(json.loads(checks.begin(effect()).work)),
        "unsigned": easy,
        "own secret": mine,
    }
    with pytest.raises(HumanCheckFailed):
        checks.prove(effect(), check, solved(made[how]) if how in made else how)


def test_work_outlives_a_change_of_secrets(checks: StoredHumanChecks, effect: Effects) -> None:
    """What was ordered under the older secret is taken while that is still behind the new one."""
    check = checks.begin(effect())
    renewed = replace(checks, work=Work([OTHER_SECRET, SECRET]))
    renewed.prove(effect(), check, done(check))


def test_who_fails_too_often_waits(checks: StoredHumanChecks, effect: Effects, clock: FixedClock) -> None:
    """Ten failures of one address in ten minutes: then nothing is right there, elsewhere it is, and later again."""
    for _ in range(MOST_FAILED):
        check = checks.begin(effect())
        with pytest.raises(HumanCheckFailed):
            checks.prove(effect(), check, wrong(check))
    check = checks.begin(effect())
    with pytest.raises(LimitReached):
        checks.prove(effect(), check, check.digits)
    elsewhere = checks.begin(effect("190.24.1.78"))
    checks.prove(effect("190.24.1.78"), elsewhere, elsewhere.digits)
    clock.advance(600)
    later = checks.begin(effect())
    checks.prove(effect(), later, later.digits)


def test_one_address_types_digits_so_often_only(checks: StoredHumanChecks, effect: Effects) -> None:
    """Then the work is the only way: a program that reads the words gets no further."""
    for _ in range(MOST_BY_DIGITS):
        check = checks.begin(effect())
        checks.prove(effect(), check, check.digits)
    check, other = checks.begin(effect()), checks.begin(effect())
    with pytest.raises(LimitReached):
        checks.prove(effect(), check, check.digits)
    checks.prove(effect(), other, done(other))


def test_failures_are_counted_apart(checks: StoredHumanChecks, effect: Effects, records: Records) -> None:
    """Nothing of a customer was guessed, so nothing counts against one."""
    check = checks.begin(effect())
    with pytest.raises(HumanCheckFailed):
        checks.prove(effect(), check, wrong(check))
    with records.read() as session:
        assert set(session.scalars(select(LimitEventRecord.kind))) == {"human_check_failed"}
