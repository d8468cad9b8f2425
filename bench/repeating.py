"""Some days of the records again and again, copied by the database itself: a hundred days in the time of a few.

Each copy lies so many days later, with calls, handoffs and entries of its own and other customers; the figures that
were counted of the days are copied with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Date, Table, create_engine, text

from bench.history import TABLES
from ivr.stores.records import Records
from ivr.stores.reporting_counts import COUNTS
from ivr.stores.schema import Base, CountedDayRecord
from ivr.stores.schema.base import UtcDateTime

CUSTOMERS, APART = 200_000, 20_011
"""The customer with number n is the one with n + APART in the next copy, modulo CUSTOMERS."""
BANK = "serfinansa."
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
        moved = f"strftime('%Y-%m-%d %H:%M:%f', {name}, '+{days} days') || '000'"
        return moved if embedded else f"{name} + interval '{24 * days} hours'"
    if isinstance(column.type, Date):
        return f"date({name}, '+{days} days')" if embedded else f"{name} + {days}"
    if column.name == "sequence":
        return f"{name} + {number} * (SELECT max(sequence) FROM copied)"  # noqa: S608 - as above
    if (column.table.name, name) in WHOSE:
        return f"'customer-' || (CAST(substr({name}, 10) AS INTEGER) + {number * APART}) % {CUSTOMERS}"
    if name == "id":  # a handoff's begins with its institution
        return f"'{BANK}{number}-' || substr({name}, {len(BANK) + 1})"
    return f"'{number}-' || {name}" if name in OWN else name


@contextmanager
def _patient(records: Records) -> Iterator[Connection]:
    """Give a connection of its own that may take its time and need not survive a power cut."""
    engine = create_engine(records.engine.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        quick = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-200000", "PRAGMA temp_store=MEMORY")
        patient = ("SET statement_timeout = 0", "SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'")
        for setting in quick if records.embedded else patient:
            connection.execute(text(setting))
        yield connection
    engine.dispose()


@contextmanager
def _without_indexes(connection: Connection, tables: list[Table]) -> Iterator[None]:
    """Build the indexes when all rows are there, which is faster than row by row."""
    indexes = [index for table in tables for index in table.indexes]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
