"""How each kind of database is opened, so that it keeps its promises and never keeps a caller waiting."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

READS = {"ivr_reads": True}  # on a connection that only reads

POSTGRESQL: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 20,  # greenlets take a connection each, for milliseconds
    "pool_timeout": 2,
    "pool_recycle": 1800,
    "pool_pre_ping": True,
    "connect_args": {
        "connect_timeout": 2,
        "options": "-c statement_timeout=2000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000",
    },
}
SQLITE: dict[str, Any] = {"pool_size": 10, "max_overflow": 20, "pool_timeout": 2, "connect_args": {"timeout": 2}}
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=2000", "synchronous=NORMAL")


def make_engine(url: str) -> Engine:
    """Give the engine of a database. Waiting for a connection, a lock or a statement ends after 2 seconds.

    A file that is not there is never made by opening it: a mistyped name would look like a service without records.
    """
    if file_of(url) is None:
        return create_engine(url, **POSTGRESQL)
    engine = create_engine(url, **SQLITE)
    event.listen(engine, "do_connect", _open_existing)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def file_of(url: URL | str) -> Path | None:
    """Give the file of an SQLite database; None for a server's. Raises ArgumentError for what is no address."""
    address = make_url(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def _open_existing(_dialect: object, _record: object, arguments: list[str], options: dict[str, Any]) -> None:
    """Say in SQLite's own words that the file has to be there (sqlite.org/uri.html)."""
    arguments[0] = f"file:{quote(arguments[0])}?mode=rw"
    options["uri"] = True


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    """Set up one SQLite connection. Its driver begins no transactions by itself: `_begin` does."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at once: a transaction that reads first and writes later could fail half-way."""
    reads = connection.get_execution_options().get("ivr_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
