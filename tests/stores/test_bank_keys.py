"""Keys: confirmed, blocked, and replaced in one piece or not at all."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from ivr.errors import CodeRefused, Journaled, KeyRefused, KeyWrong, LimitReached, Unavailable
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.stores.audit import chain
from ivr.stores.bank import BankKeys, replacing
from ivr.stores.bank.accounts import Account
from ivr.stores.records import Records
from ivr.values import Customer, Effect
from tests.stores.banking import SECRET, UNKNOWN, Bank

FORGOTTEN, BLOCKED, NO_KEY, FROZEN = "CC 1032456789", "CC 72184563", "CC 1193204857", "CC 8673521"
MOBILE = "+573000000001"
KEY = "4862"


@pytest.fixture
def bank(seeded: Records, clock: Clock, tables: Mapping[str, Institution], sealer: Sealer) -> Bank:
    """Give the reference bank with the demo's customers."""
    return Bank(seeded, clock, tables, sealer)


def state(bank: Bank, customer: Customer) -> str:
    return bank.keys.state(bank.effect(), customer)


def outcome(bank: Bank, customer: Customer, key: str) -> str:
    """Try a current key and give how that ended."""
    try:
        bank.try_key(customer, key)
    except Journaled as error:
        return type(error).__name__
    return "right"


@pytest.mark.parametrize(
    ("document", "expected"),
    [(FORGOTTEN, "active"), (BLOCKED, "blocked"), (NO_KEY, "none"), (FROZEN, "blocked"), (UNKNOWN, "active")],
)
def test_the_state_of_a_key(bank: Bank, document: str, expected: str) -> None:
    """None, active or blocked; an unknown customer has what most have."""
    assert state(bank, bank.customer(document)) == expected


def test_three_wrong_keys_in_a_row_block_it(bank: Bank) -> None:
    """After the table's tries not even the right key is taken, and the audit tells of each."""
    customer = bank.customer(FORGOTTEN)
    assert [outcome(bank, customer, "1212") for _ in range(3)] == ["KeyWrong", "KeyWrong", "LimitReached"]
    assert state(bank, customer) == "blocked"
    assert outcome(bank, customer, KEY) == "LimitReached"
    assert bank.audited() == ["key_wrong", "key_wrong", "key_blocked"]


def test_a_right_key_begins_the_count_anew(bank: Bank) -> None:
    """Only wrong keys in a row are counted towards the block."""
    customer = bank.customer(FORGOTTEN)
    outcomes = [outcome(bank, customer, key) for key in ("1212", "1212", KEY, "1212", "1212")]
    assert outcomes == ["KeyWrong", "KeyWrong", "right", "KeyWrong", "KeyWrong"]
    assert state(bank, customer) == "active"


def test_an_unknown_customer_is_blocked_like_a_known_one(bank: Bank) -> None:
    """Who tries keys for an invented document hears the same words as for a real one."""
    customer = bank.customer(UNKNOWN)
    assert [outcome(bank, customer, "1212") for _ in range(4)] == ["KeyWrong", "KeyWrong", *["LimitReached"] * 2]
    assert state(bank, customer) == "blocked"


def test_a_customer_without_a_key_has_none_that_fits(bank: Bank) -> None:
    """No key is right for who has none yet."""
    assert outcome(bank, bank.customer(NO_KEY), "") == "KeyWrong"


def test_a_repeated_wrong_key_is_counted_once(bank: Bank) -> None:
    """A webhook that arrives again is no second failure."""
    customer, effect = bank.customer(FORGOTTEN), bank.effect()
    for _ in range(5):
        with pytest.raises(KeyWrong):
            bank.keys.confirm(effect, customer, bank.sealed("1212"))
    assert state(bank, customer) == "active"


def test_many_tries_at_once_are_not_more_than_three(bank: Bank) -> None:
    """Twelve callers who guess at the same time get the table's three judgements together."""
    customer = bank.customer(FORGOTTEN)
    with ThreadPoolExecutor(12) as callers:
        outcomes = list(callers.map(lambda guess: outcome(bank, customer, str(guess)), range(1210, 1222)))
    assert sorted(outcomes) == [*["KeyWrong"] * 2, *["LimitReached"] * 10]
    assert bank.audited().count("key_blocked") == 1


def test_a_new_key_takes_the_place_of_the_old_one(bank: Bank) -> None:
    """The new key is right, the old one wrong, the customer told, and the audit has it."""
    customer = bank.customer(FORGOTTEN)
    bank.set_key(customer, "9361")
    assert [outcome(bank, customer, key) for key in ("9361", KEY)] == ["right", "KeyWrong"]
    assert bank.messages() == [(MOBILE, "serfinansa sms_key_changed")]
    assert bank.audited()[0] == "key_replaced"


def test_a_first_key_is_set_and_a_blocked_one_unblocked(bank: Bank) -> None:
    """Activating and restoring end with an active key."""
    for document in (NO_KEY, BLOCKED):
        customer = bank.customer(document)
        bank.set_key(customer, "9361")
        assert state(bank, customer) == "active"
        assert outcome(bank, customer, "9361") == "right"


def test_without_a_proven_code_nothing_is_changed(bank: Bank) -> None:
    """Neither without a code, nor with one that was proven for another customer or procedure."""
    customer, other = bank.customer(FORGOTTEN), bank.customer(BLOCKED)
    bank.proofs.customers.add(customer.reference)
    for effect, victim in ((bank.effect(procedure="activate"), customer), (bank.effect(), other)):
        before = bank.hash_of(victim)
        with pytest.raises(CodeRefused):
            bank.keys.replace(effect, victim, bank.sealed("9361"))
        assert bank.hash_of(victim) == before


def test_a_frozen_key_is_not_replaced(bank: Bank) -> None:
    """After "this was not me" even a proven code changes nothing, until an agent has looked into it."""
    customer = bank.customer(FROZEN)
    with pytest.raises(LimitReached):
        bank.set_key(customer, "9361")
    bank.file.unfreeze(bank.handoff(customer), "serfinansa.beatriz")
    bank.set_key(customer, "9361")
    bank.file.freeze(bank.handoff(customer), "customer")
    assert state(bank, customer) == "blocked"
    assert outcome(bank, customer, "9361") == "LimitReached"


@pytest.mark.parametrize(
    ("key", "rules"),
    [("1111", "repeats"), ("1234", "sequences"), ("6789", "sequences,document"), ("1987", "birth_date"), ("12", None)],
)
def test_a_key_that_breaks_the_policy_is_refused(bank: Bank, key: str, rules: str | None) -> None:
    """The refusal names the rules, and the key stays what it was."""
    customer = bank.customer(FORGOTTEN)
    before = bank.hash_of(customer)
    with pytest.raises(KeyRefused) as replaced:
        bank.set_key(customer, key)
    assert rules is None or rules in replaced.value.detail
    assert bank.hash_of(customer) == before


def test_the_last_keys_are_not_taken_again(bank: Bank) -> None:
    """Neither the present key nor one that was replaced may come back."""
    customer = bank.customer(FORGOTTEN)
    bank.set_key(customer, "9361")
    for key in ("9361", KEY):
        with pytest.raises(KeyRefused, match="history"):
            bank.set_key(customer, key)
    bank.set_key(customer, "7503")


def test_a_repeated_replacement_changes_nothing(bank: Bank) -> None:
    """The same effect again: one key, one notice, one audit record, and no word about the history."""
    customer, effect = bank.customer(FORGOTTEN), bank.effect()
    bank.set_key(customer, "9361", effect)
    hashed = bank.hash_of(customer)
    bank.proofs.customers.clear()
    bank.keys.replace(effect, customer, bank.sealed("9361"))
    assert bank.hash_of(customer) == hashed
    assert (len(bank.messages()), bank.audited()) == (1, ["key_replaced"])


@pytest.mark.parametrize("step", ["_set", "_unblock", "owe_notices", "append_effect"])
def test_a_crash_at_any_step_leaves_nothing_half_done(bank: Bank, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Killed before or after any step, the old key is there, nobody is told, and the same effect can be done after."""
    customer, effect = bank.customer(BLOCKED), bank.effect()
    before = bank.hash_of(customer)
    place = chain if step == "append_effect" else replacing
    step_itself = getattr(place, step)

    def then_crash(*args: Any, **kwargs: Any) -> None:
        step_itself(*args, **kwargs)
        raise MemoryError

    monkeypatch.setattr(place, step, then_crash)
    with pytest.raises(MemoryError):
        bank.set_key(customer, "9361", effect)
    monkeypatch.undo()
    assert (bank.hash_of(customer), bank.messages(), bank.audited()) == (before, [], [])
    assert state(bank, customer) == "blocked"
    bank.set_key(customer, "9361", effect)
    assert outcome(bank, customer, "9361") == "right"


def test_a_key_that_was_changed_meanwhile_is_not_overwritten(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two replacements at once one is done; the other is told to come again, and leaves nothing."""
    customer, first = bank.customer(FORGOTTEN), bank.effect()
    read = BankKeys._read

    def read_and_be_overtaken(keys: BankKeys, effect: Effect, who: Customer, kind: str) -> Account:
        account = read(keys, effect, who, kind)
        if effect is first:
            bank.set_key(who, "7503")
        return account

    monkeypatch.setattr(BankKeys, "_read", read_and_be_overtaken)
    with pytest.raises(Unavailable):
        bank.set_key(customer, "9361", first)
    assert outcome(bank, customer, "7503") == "right"
    assert len(bank.messages()) == 1


def test_keys_are_nowhere_in_clear(bank: Bank) -> None:
    """Neither the database nor an error holds what was typed."""
    customer = bank.customer(FORGOTTEN)
    bank.set_key(customer, "9361")
    with pytest.raises(KeyWrong) as wrong:
        bank.try_key(customer, "7503")
    assert "7503" not in repr(wrong.value)
    assert "$argon2id$" in str(bank.hash_of(customer))


def test_a_key_is_hashed_again_when_the_secret_has_changed(bank: Bank) -> None:
    """The next right use of the key renews its hash, so that the old secret can be removed; a wrong one does not."""
    customer = bank.customer(FORGOTTEN)
    before = bank.hash_of(customer)
    bank.keys = replace(bank.keys, hasher=KeyHasher(["a newer secret of the tests", SECRET]))
    assert outcome(bank, customer, "1212") == "KeyWrong"
    assert bank.hash_of(customer) == before
    assert outcome(bank, customer, KEY) == "right"
    assert bank.hash_of(customer) != before
    bank.keys = replace(bank.keys, hasher=KeyHasher(["a newer secret of the tests"]))
    assert outcome(bank, customer, KEY) == "right"
