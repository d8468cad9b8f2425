"""The audit chain: nobody changes it, adds to it, or cuts it without being seen."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ivr.stores.audit.chain import Head, append, head, verify
from ivr.stores.records import Records

AT = datetime(2026, 3, 4, 15, 0, 0, 250, tzinfo=UTC)


def write(records: Records, count: int, institution: str = "serfinansa") -> None:
    for number in range(count):
        with records.begin() as session:
            append(
                session,
                institution,
                "key_replaced",
                at=AT,
                actor="customer",
                subject="reference",
                caller_number="+573001234567",
                detail={"number": number, "motivo": "olvidó"},
            )


def first_bad(records: Records, institution: str = "serfinansa") -> int | None:
    with records.read() as session:
        return verify(session, institution)


def attack(records: Records, statement: str) -> None:
    """Change the database as its owner could, with the triggers out of the way."""
    with records.begin() as session:
        if records.embedded:
            session.execute(text("DROP TRIGGER IF EXISTS audit_keeps_update"))
            session.execute(text("DROP TRIGGER IF EXISTS audit_keeps_delete"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(statement))


def test_an_untouched_chain_is_good(records: Records) -> None:
    """Links follow each other from 1, and an empty chain is good too."""
    assert first_bad(records) is None
    write(records, 5)
    assert first_bad(records) is None
    with records.read() as session:
        assert head(session, "serfinansa").sequence == 5


@pytest.mark.parametrize(
    ("touch", "bad"),
    [
        ("UPDATE audit SET actor = 'system' WHERE sequence = 3", 3),
        ("UPDATE audit SET detail = '{}' WHERE sequence = 1", 1),
        ("UPDATE audit SET at = '2026-03-05 15:00:00.000000' WHERE sequence = 4", 4),
        ("DELETE FROM audit WHERE sequence = 2", 2),
        ("DELETE FROM audit WHERE sequence = 5", 5),
        ("UPDATE audit_heads SET sequence = 4", 6),
        ("DELETE FROM audit", 1),
    ],
)
def test_a_touched_chain_names_its_first_bad_link(records: Records, touch: str, bad: int) -> None:
    """A changed, missing or cut-off link shows, even when its maker owns the database."""
    write(records, 5)
    attack(records, touch)
    assert first_bad(records) == bad


def test_an_inserted_link_shows(records: Records) -> None:
    """A link that was added by hand is not covered by the head."""
    write(records, 2)
    attack(
        records,
        "INSERT INTO audit SELECT institution, 3, at, kind, actor, channel, caller, agent, machine, subject, detail,"
        " hash, hash FROM audit WHERE sequence = 2",
    )
    assert first_bad(records) == 3


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_the_audit(records: Records, statement: str) -> None:
    """Not even a program with the password of the service can change a link."""
    write(records, 1)
    with pytest.raises(DBAPIError, match="append-only"), records.begin() as session:
        session.execute(text(statement))
    assert first_bad(records) is None


def test_postgresql_refuses_to_empty_the_audit(postgresql: Records) -> None:
    """TRUNCATE is no way around the triggers."""
    with pytest.raises(DBAPIError, match="append-only"), postgresql.begin() as session:
        session.execute(text("TRUNCATE audit"))


def test_parallel_writers_make_one_chain(records: Records) -> None:
    """Writers of one chain wait for each other: no number is doubled or left out."""
    threads = [threading.Thread(target=write, args=(records, 5)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert first_bad(records) is None
    with records.read() as session:
        assert head(session, "serfinansa").sequence == 30


def test_each_institution_has_its_own_chain(records: Records) -> None:
    """A touched chain of one institution leaves the others good."""
    write(records, 2)
    write(records, 3, "coasmedas")
    attack(records, "UPDATE audit SET actor = 'system' WHERE institution = 'coasmedas' AND sequence = 2")
    assert first_bad(records) is None
    assert first_bad(records, "coasmedas") == 2
    with records.read() as session:
        assert head(session, "alianza") == Head(0, "0" * 64)


def test_an_undone_transaction_leaves_no_gap(records: Records) -> None:
    """What was not done is not in the chain, and the next link follows the last one."""
    write(records, 1)
    broken = RuntimeError()
    with pytest.raises(RuntimeError), records.begin() as session:
        append_and_break(session, broken)
    write(records, 1)
    assert first_bad(records) is None


def append_and_break(session: Session, error: Exception) -> None:
    append(session, "serfinansa", "key_replaced", at=AT, actor="customer")
    raise error


def test_caller_numbers_are_masked(records: Records) -> None:
    """The audit shows the last four digits of a number, no more."""
    write(records, 1)
    with records.read() as session:
        assert session.execute(text("SELECT caller FROM audit")).scalar() == "•••• 4567"
