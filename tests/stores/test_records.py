"""The database: its tables, its transactions, and what happens when it is down."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from ivr.errors import Unavailable
from ivr.stores.records import Records
from ivr.stores.schema import Base, EffectRecord


def keep(records: Records, key: str, at: datetime) -> None:
    with records.begin() as session:
        session.add(EffectRecord(idempotency_key=key, result="1", at=at))


def test_migrations_make_the_tables_that_the_models_say(records: Records) -> None:
    """After all migrations nothing is left to change."""
    with records.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_again_changes_nothing(records: Records) -> None:
    """Each start may migrate."""
    records.migrate()
    assert records.reachable()


def test_instants_come_back_in_utc(records: Records) -> None:
    """An instant given in Bogota's time is the same instant in UTC."""
    bogota = datetime(2026, 3, 4, 10, 30, 1, 250, tzinfo=timezone(timedelta(hours=-5)))
    keep(records, "one", bogota)
    with records.read() as session:
        at = session.scalars(select(EffectRecord.at)).one()
    assert at == bogota
    assert at.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(records: Records) -> None:
    """A naive instant is a mistake in the program, and is found at once."""
    with pytest.raises(Exception, match="needs a time zone"):
        keep(records, "one", datetime(2026, 3, 4))  # noqa: DTZ001 - the mistake that is tested


def fail_after_writing(records: Records) -> None:
    with records.begin() as session:
        session.add(EffectRecord(idempotency_key="one", result="1", at=datetime(2026, 1, 1, tzinfo=UTC)))
        session.flush()
        raise KeyError


def test_an_error_undoes_the_transaction(records: Records) -> None:
    """Whatever is raised inside, nothing of it is kept."""
    with pytest.raises(KeyError):
        fail_after_writing(records)
    with records.read() as session:
        assert session.scalars(select(EffectRecord)).all() == []


def test_writers_of_one_process_take_turns(records: Records) -> None:
    """Many threads that read and then write never meet a locked database."""

    def work(number: int) -> None:
        for turn in range(5):
            with records.begin() as session:
                session.scalars(select(EffectRecord)).all()
                at = datetime(2026, 1, 1, tzinfo=UTC)
                session.add(EffectRecord(idempotency_key=f"{number}:{turn}", result="1", at=at))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with records.read() as session:
        assert len(session.scalars(select(EffectRecord)).all()) == 40


def test_a_database_that_is_down_is_unavailable(tmp_path: Path) -> None:
    """Neither kind of database lets its driver's errors out."""
    for url in (f"sqlite:///{tmp_path}/missing/records.sqlite", "postgresql+psycopg://127.0.0.1:1/ivr"):
        down = Records(url)
        assert not down.reachable()
        with pytest.raises(Unavailable), down.begin() as session:
            session.scalars(select(EffectRecord)).all()


def test_records_without_tables_are_not_reachable(tmp_path: Path) -> None:
    """A database that nobody migrated is not ready."""
    (tmp_path / "empty.sqlite").touch()
    assert not Records(f"sqlite:///{tmp_path / 'empty.sqlite'}").reachable()


def test_a_file_that_is_not_there_is_made_by_nobody_but_the_migration(tmp_path: Path) -> None:
    """A mistyped name is a database that is down, and leaves no empty file behind; signs in a path are no harm."""
    file = tmp_path / "my records #1 100%.sqlite"
    records = Records(f"sqlite:///{file}")
    assert not records.reachable()
    assert not file.exists()
    records.migrate()
    assert records.reachable()
    assert file.exists()


def test_sqlite_keeps_its_promises(sqlite: Records) -> None:
    """Readers never wait for a writer, and a record cannot name a customer who is not there."""
    with sqlite.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_postgresql_ends_a_slow_statement(postgresql: Records) -> None:
    """No statement may take longer than two seconds."""
    with postgresql.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "2s"


GREENLETS = """
from gevent import monkey; monkey.patch_all()
import sys, gevent
from sqlalchemy import text
from ivr.stores.records import Records
records, written = Records(sys.argv[1]), []
def write(name):
    with records.begin() as session:
        session.execute(text("SELECT 1"))
        gevent.sleep(0.02)
        written.append(name)
gevent.joinall([gevent.spawn(write, name) for name in "abc"], timeout=2)
print("".join(written))
"""


def test_greenlets_that_write_let_each_other_finish(tmp_path: Path) -> None:
    """A greenlet that pauses inside its transaction is not waited for in a way that keeps it from going on."""
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    Records(url).migrate()
    done = subprocess.run([sys.executable, "-c", GREENLETS, url], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "abc"
