"""Some days of the records again and again, copied by the database itself: a hundred days in the time of a few.

Each copy lies so many days later, with calls, handoffs and entries of its own and other customers; the figures that
were counted of the days are copied with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Date, Table, create_engine, text
from sqlalchemy.schema import AddConstraint, DropConstraint

from bench.history import TABLES
from ivr.stores.records import Records
from ivr.stores.reporting.counts import COUNTS
from ivr.stores.schema import Base, CountedDayRecord
from ivr.stores.schema.base import UtcDateTime

CUSTOMERS, APART = 200_000, 20_011
"""The customer with number n is the one with n + APART in the next copy, modulo CUSTOMERS."""
BANK = "serfinansa."
CONVERSATION = '"conversation": "'
QUICK = (
    *("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA locking_mode=EXCLUSIVE"),
    *("PRAGMA cache_size=-400000", "PRAGMA temp_store=MEMORY", "PRAGMA threads=2"),
)
PATIENT = "SET statement_timeout = 0", "SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'"
OWN = frozenset({"sid", "call", "entry"})
WHOSE = {("handoffs", "customer"), ("audit", "subject")}


def repeat(records: Records, days: int, times: int) -> None:
    """Copy what there is, which is of `days` days, `times` times."""
    tables = [Base.metadata.tables[name] for name in TABLES]
    counted = [Base.metadata.tables[record.__tablename__] for record in (CountedDayRecord, *COUNTS)]
    with _patient(records) as connection, _without_indexes(connection, tables):
        for table in tables + counted:
            names = TABLES.get(table.name, tuple(column.name for column in table.columns))
            _copy(connection, table, names, days, times)


def _copy(connection: Connection, table: Table, names: tuple[str, ...], days: int, times: int) -> None:
    """Copy in the order of the key: each copy's keys lie together, behind those of the one before."""
    columns, order = ", ".join(names), ", ".join(column.name for column in table.primary_key)
    connection.execute(text(f"CREATE TABLE copied AS SELECT {columns} FROM {table.name} ORDER BY {order}"))  # noqa: S608 - our own names
    for number in range(1, times + 1):
        shifted = [_shifted(connection, table.columns[name], days * number, number) for name in names]
        statement = f"INSERT INTO {table.name} ({columns}) SELECT {', '.join(shifted)} FROM copied"  # noqa: S608 - as above
        connection.execute(text(statement))
    connection.execute(text("DROP TABLE copied"))


def _shifted(connection: Connection, column: Column[object], days: int, number: int) -> str:
    """Give a column's value in a copy, in the words of the database."""
    name, embedded = column.name, connection.dialect.name == "sqlite"
    if isinstance(column.type, UtcDateTime):
        moved = f"date(substr({name}, 1, 10), '+{days} days') || substr({name}, 11)"
        return moved if embedded else f"{name} + interval '{24 * days} hours'"
    if isinstance(column.type, Date):
        return f"date({name}, '+{days} days')" if embedded else f"{name} + {days}"
    return _renamed(column, number)


def _renamed(column: Column[object], number: int) -> str:
    """Give the name that something of its own has in a copy; what the audit tells of a call is found by it."""
    name, mark = column.name, f"{CONVERSATION}{number}-"
    renamed = {
        "sequence": f"{name} + {number} * (SELECT max(sequence) FROM copied)",  # noqa: S608 - our own names
        "detail": f"replace({name}, '{CONVERSATION}', '{mark}')",
        "id": f"'{BANK}{number}-' || substr({name}, {len(BANK) + 1})",  # a handoff's begins with its institution
    }
    if (column.table.name, name) in WHOSE:
        return f"'customer-' || (CAST(substr({name}, 10) AS INTEGER) + {number * APART}) % {CUSTOMERS}"
    return f"'{number}-' || {name}" if name in OWN else renamed.get(name, name)


@contextmanager
def _patient(records: Records) -> Iterator[Connection]:
    """Give a connection of its own that may take its time and need not survive a power cut."""
    records.close()
    engine = create_engine(records.engine.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in QUICK if records.embedded else PATIENT:
            connection.execute(text(setting))
        yield connection
        connection.execute(text("PRAGMA journal_mode=WAL" if records.embedded else "SELECT 1"))
    engine.dispose()


@contextmanager
def _without_indexes(connection: Connection, tables: list[Table]) -> Iterator[None]:
    """Build the indexes when all rows are there, which is faster than row by row; SQLite keeps those of the keys."""
    indexes = [index for table in tables for index in table.indexes]
    keys = [] if connection.dialect.name == "sqlite" else [table.primary_key for table in tables]
    for index in indexes:
        index.drop(connection)
    for key in keys:
        connection.execute(DropConstraint(key))
    yield
    for key in keys:
        connection.execute(AddConstraint(key))
    for index in indexes:
        index.create(connection)
