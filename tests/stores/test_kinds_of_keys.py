"""Keys of two kinds, and the temporary one with which both begin: as the table says, to the second."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from ivr.errors import CodeRefused, Journaled, KeyExpired, KeyRefused, KeyWrong, LimitReached
from ivr.institutions import Institution
from ivr.key_policies import KeyPolicy, TemporaryKey
from ivr.security.sealing import Sealer
from ivr.stores.bank.temporary_keys import BankTemporaryKeys
from ivr.stores.migrating import configuration
from ivr.stores.records import Records
from ivr.values import Customer
from tests.conftest import FixedClock
from tests.stores.banking import UNKNOWN, Bank

FORGOTTEN, BLOCKED, FROZEN = "CC 1032456789", "CC 72184563", "CC 8673521"
OLD, TEMPORARY, ACCESS, TRANSACTION = "4862", "9361", "7503", "2946"
DAY = timedelta(hours=24)

MINE = KeyPolicy(4, 4, 3, 5, ("repeats", "sequences"))
TABLE_ACCESS = replace(MINE, label="clave de acceso", temporary=TemporaryKey(86_400, "customer", ("transaction",)))
TABLE_TRANSACTION = replace(
    MINE,
    kind="transaction",
    label="clave transaccional",
    differs_from=("access",),
    history_with=("access",),
    temporary=TemporaryKey(86_400, "customer", code=True),
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def bank(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Bank:
    """Give a bank with an access key and a transaction key, both of which may be temporary for a day."""
    table = replace(tables["serfinansa"], key=TABLE_ACCESS, further_keys={"transaction": TABLE_TRANSACTION})
    return Bank(seeded, clock, {"serfinansa": table}, sealer)


def place(bank: Bank, customer: Customer, key: str = TEMPORARY) -> None:
    """Place a temporary key after a proven code, which is used up with that."""
    bank.proofs.customers.add(customer.reference)
    BankTemporaryKeys(bank.keys).place(bank.effect(), customer, bank.sealed(key))
    bank.proofs.customers.discard(customer.reference)


def state(bank: Bank, customer: Customer, kind: str = "access") -> str:
    return bank.keys.state(bank.effect(), customer, kind)


def typed(bank: Bank, customer: Customer, key: str, kind: str = "access", conversation: str = "CA1") -> str:
    """Type a current key and give how that ended."""
    try:
        bank.keys.confirm(bank.effect(conversation=conversation), customer, bank.sealed(key), kind)
    except Journaled as error:
        return type(error).__name__
    return "right"


def chosen(bank: Bank, customer: Customer, key: str, kind: str = "access") -> str:
    """Choose a final key and give what was refused of it."""
    try:
        bank.keys.examine(bank.effect(), customer, bank.sealed(key), kind)
        bank.keys.replace(bank.effect(), customer, bank.sealed(key), kind)
    except (KeyRefused, CodeRefused, LimitReached) as refused:
        return refused.detail
    return ""


def test_a_temporary_key_serves_for_both_kinds(bank: Bank) -> None:
    """It takes the forgotten key's place, the blocked one's too; the customer is told, and the audit has it."""
    for document in (FORGOTTEN, BLOCKED):
        customer = bank.customer(document)
        place(bank, customer)
        assert state(bank, customer) == state(bank, customer, "transaction") == "temporary"
        assert [typed(bank, customer, key) for key in (TEMPORARY, OLD)] == ["right", "KeyWrong"]
        assert typed(bank, customer, TEMPORARY, "transaction") == "right"
    assert bank.messages()[0] == ("+573000000001", "serfinansa sms_temporary_key")
    assert bank.audited()[0] == "temporary_key_set"


def test_its_owner_replaces_it_without_another_code(bank: Bank) -> None:
    """Typed a moment ago in this conversation, it is the proof; it is itself never taken as the final key."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    assert chosen(bank, customer, ACCESS) == "none"
    assert typed(bank, customer, TEMPORARY) == "right"
    assert chosen(bank, customer, TEMPORARY) == "temporary"
    assert chosen(bank, customer, ACCESS) == ""
    assert (state(bank, customer), state(bank, customer, "transaction")) == ("active", "temporary")


def test_nobody_else_replaces_it(bank: Bank, clock: FixedClock) -> None:
    """Not with a code alone, not after it was typed in another conversation, not a quarter of an hour later."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    bank.proofs.customers.add(customer.reference)
    assert chosen(bank, customer, ACCESS) == "none"
    typed(bank, customer, TEMPORARY, conversation="CA2")
    assert chosen(bank, customer, ACCESS) == "none"
    typed(bank, customer, TEMPORARY)
    clock.advance(15 * 60 + 1)
    assert chosen(bank, customer, ACCESS) == "none"
    assert typed(bank, customer, TEMPORARY) == "right"
    assert chosen(bank, customer, ACCESS) == ""


def test_the_transaction_key_needs_a_code_too_and_differs(bank: Bank) -> None:
    """As Coasmedas asks: the temporary key as the current one, then another key than for access, then a second code."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    typed(bank, customer, TEMPORARY)
    chosen(bank, customer, ACCESS)
    typed(bank, customer, TEMPORARY, "transaction")
    assert chosen(bank, customer, TRANSACTION, "transaction") == "none"
    bank.proofs.customers.add(customer.reference)
    assert chosen(bank, customer, ACCESS, "transaction") == "differs"
    assert chosen(bank, customer, TEMPORARY, "transaction") == "temporary"
    assert chosen(bank, customer, OLD, "transaction") == "history"
    assert chosen(bank, customer, TRANSACTION, "transaction") == ""
    assert typed(bank, customer, ACCESS) == typed(bank, customer, TRANSACTION, "transaction") == "right"
    assert [body for _, body in bank.messages()] == [
        "serfinansa sms_temporary_key",
        "serfinansa sms_key_changed",
        "serfinansa sms_other_key_changed",
    ]


@pytest.mark.parametrize(("later", "said", "then"), [(0, "right", "temporary"), (1, "KeyExpired", "expired")])
def test_it_serves_until_its_last_instant(bank: Bank, clock: FixedClock, later: int, said: str, then: str) -> None:
    """At 24 hours it serves, a second later it does not, and no other key comes of it."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    clock.advance(DAY.total_seconds() + later)
    assert typed(bank, customer, TEMPORARY) == said
    assert state(bank, customer) == then
    assert chosen(bank, customer, ACCESS) == ("none" if later else "")


def test_an_expired_key_is_replaced_by_another_temporary_one(bank: Bank, clock: FixedClock) -> None:
    """The procedure starts again; the expired key is one that was used before."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    clock.advance(2 * DAY.total_seconds())
    with pytest.raises(KeyExpired):
        bank.try_key(customer, TEMPORARY)
    with pytest.raises(KeyWrong):
        bank.try_key(customer, "0000")
    with pytest.raises(KeyRefused, match="temporary"):
        place(bank, customer)
    place(bank, customer, TRANSACTION)
    assert (state(bank, customer), typed(bank, customer, TRANSACTION)) == ("temporary", "right")


def test_each_kind_is_blocked_for_itself(bank: Bank) -> None:
    """Three wrong transaction keys leave the access key as it was; limits of the customer count them all."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    wrong = [typed(bank, customer, "0000", "transaction") for _ in range(3)]
    assert wrong == ["KeyWrong", "KeyWrong", "LimitReached"]
    assert (state(bank, customer, "transaction"), state(bank, customer)) == ("blocked", "temporary")
    assert typed(bank, customer, TEMPORARY) == "right"


def test_nothing_is_placed_without_a_code_for_strangers_or_for_the_frozen(bank: Bank) -> None:
    """Who proved nothing hears the same for a customer and for an invented document; a frozen key stays frozen."""
    for document in (FORGOTTEN, UNKNOWN):
        with pytest.raises(CodeRefused, match="none"):
            BankTemporaryKeys(bank.keys).place(bank.effect(), bank.customer(document), bank.sealed(TEMPORARY))
    with pytest.raises(LimitReached):
        place(bank, bank.customer(FROZEN))
    with pytest.raises(KeyRefused, match="sequences"):
        place(bank, bank.customer(FORGOTTEN), "1234")
    assert bank.messages() == []


@pytest.mark.parametrize("kind", ["access", "transaction"])
def test_freezing_voids_what_was_typed_before(bank: Bank, kind: str) -> None:
    """Who had typed the temporary key cannot go on after "no fui yo" and its release: as with a proven code."""
    customer = bank.customer(FORGOTTEN)
    place(bank, customer)
    bank.proofs.customers.add(customer.reference)
    assert typed(bank, customer, TEMPORARY, kind) == "right"
    for act in (bank.file.freeze, bank.file.unfreeze):
        act(bank.handoff(customer), "serfinansa.carolina")
    assert chosen(bank, customer, ACCESS, kind) == "none"
    assert typed(bank, customer, TEMPORARY, kind) == "right"
    assert chosen(bank, customer, ACCESS, kind) == ""


def test_a_repeated_placing_changes_nothing(bank: Bank) -> None:
    """The same effect again: one notice, one record, and the key that was typed first."""
    customer, effect = bank.customer(FORGOTTEN), bank.effect()
    bank.proofs.customers.add(customer.reference)
    for key in (TEMPORARY, ACCESS):
        BankTemporaryKeys(bank.keys).place(effect, customer, bank.sealed(key))
    assert typed(bank, customer, TEMPORARY) == "right"
    assert (len(bank.messages()), bank.audited()[0]) == (1, "temporary_key_set")


def test_keys_from_before_are_access_keys(tmp_path: Path) -> None:
    """Whoever had a key, wrong tries and earlier keys has them after the migration, and can have a second kind."""
    path = tmp_path / "old.sqlite"
    path.touch()
    records = Records(f"sqlite:///{path}")
    rows = (
        "INSERT INTO customers VALUES ('a', 's', 'CC', '1', 'n', '2000-01-01', '{}', 'active')",
        "INSERT INTO keys VALUES ('a', 'hash', '2026-01-01 00:00:00')",
        "INSERT INTO key_tries VALUES ('a', 2, NULL)",
        "INSERT INTO key_history VALUES (1, 'a', 'old', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
    )
    with records.engine.begin() as connection:
        command.upgrade(configuration(connection), "0011")
        for row in rows:
            connection.execute(text(row))
    records.migrate()
    with records.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO keys (customer, kind, hash, set_at) SELECT customer, 'two', hash, set_at FROM keys")
        )
        for table, found in (("keys", 2), ("key_tries", 1), ("key_history", 1)):
            rows_there = connection.execute(text(f"SELECT kind FROM {table} ORDER BY kind")).scalars().all()  # noqa: S608
            assert (len(rows_there), rows_there[0]) == (found, "access")
    records.close()
