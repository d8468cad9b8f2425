"""The database: one transaction at a time, moved to the newest tables, and an honest answer when it is down."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import cast

from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from ivr.errors import Unavailable
from ivr.stores.engine import READS, file_of, make_engine
from ivr.stores.migrating import upgrade

PATIENCE = 2.0  # seconds: a caller hears an apology within three


class Records:
    """The records at `url` (`sqlite:///file` or `postgresql+psycopg://...`).

    Every method raises Unavailable when the database is down, locked for too long, or too slow.
    """

    def __init__(self, url: str) -> None:
        self.engine: Engine = make_engine(url)
        # SQLite has one writer. Two greenlets of one process must take turns here, where they can yield: inside
        # SQLite's busy handler the second one would keep the first from ever finishing.
        self._turn: AbstractContextManager[object] = _Turn() if self.embedded else nullcontext()

    @property
    def embedded(self) -> bool:
        """Say whether this is SQLite, the database that comes with the product."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open one writing transaction: committed at the end, undone by any exception. Never open two at once."""
        with _translated(), self._turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a transaction that only reads; on SQLite it waits for no writer."""
        reader = cast("Engine", self.engine.execution_options(**READS))
        with _translated(), Session(reader, expire_on_commit=False) as session, session.begin():
            yield session

    def migrate(self) -> None:
        """Move the tables to the newest version, in a new file if there is none; safe for several processes at once."""
        _make(self.engine.url)
        with _translated(), self._turn, self.engine.begin() as connection:
            if not self.embedded:
                connection.execute(text("SELECT pg_advisory_xact_lock(4871)"))
            upgrade(connection)

    def reachable(self) -> bool:
        """Say whether the database answers and its tables are there."""
        try:
            with self.read() as session:
                session.execute(text("SELECT count(*) FROM effects WHERE idempotency_key = ''"))
        except Unavailable:
            return False
        return True

    def close(self) -> None:
        """Give every connection back to the operating system."""
        self.engine.dispose()


def _make(url: URL) -> None:
    """Make an SQLite database's file, which nothing else does."""
    with suppress(OSError):  # the folder is missing: SQLite says so itself
        if file := file_of(url):
            file.touch()


class _Turn:
    """The turn to write, taken for at most two seconds; not taken twice by the same greenlet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=PATIENCE):
            raise Unavailable("another writer holds the database")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn a database that is down, locked or too slow into Unavailable; a programming error stays what it is."""
    try:
        yield
    except (OperationalError, PoolTimeoutError) as error:
        raise Unavailable(f"database: {type(error).__name__}") from error
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise Unavailable("database: connection lost") from error
