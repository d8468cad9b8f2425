"""How long reports take over a million calls, on SQLite and on PostgreSQL: to count a day, and to show a hundred."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from bench.history import BEGIN, CALLS_A_DAY, DAYS
from bench.kept_history import StandingClock, in_postgresql, in_sqlite
from bench.place import ROOT
from ivr.institutions import Institution
from ivr.reports.behind import Figure
from ivr.reports.calendar import Period, local_day
from ivr.reports.outside import Scope
from ivr.reports.trail import Question
from ivr.stores.audit.book import AuditRecords
from ivr.stores.records import Records
from ivr.stores.reporting.counts import DayCounter
from ivr.stores.reporting.figures import Reports
from ivr.tables import load_file

TIMES = 7
ALL, DAY = "a report over a million calls", "a report of one day"


@dataclass(frozen=True)
class Found:
    """What was measured on one database: seconds to count a day, and milliseconds of each question."""

    seconds_a_day: float
    milliseconds: dict[str, float]

    @property
    def growth(self) -> float:
        """How many times as long a report over a hundred days takes as one over a day."""
        return self.milliseconds[ALL] / self.milliseconds[DAY]


def measure(days: int = DAYS) -> Iterator[tuple[str, Found]]:
    """Measure each database by its name; a hundred days of ten thousand calls are a million."""
    institution = load_file(ROOT / "institutions" / "serfinansa.toml")
    for name, history in (("SQLite", in_sqlite), ("PostgreSQL", in_postgresql)):
        with history(institution, days) as records:
            yield name, _measure(records, institution, days)


def _measure(records: Records, institution: Institution, days: int) -> Found:
    clock, tables = StandingClock(BEGIN + timedelta(days=days, hours=-1)), {institution.id: institution}
    counter, last = DayCounter(records, clock, tables), local_day(clock.instant, institution.hours.time_zone)
    seconds = _milliseconds(lambda: counter.count_day(institution, last), 3) / 1000
    book, audit = Reports(records, clock, tables), AuditRecords(records, clock, tables)
    questions = _questions(book, audit, clock, days)
    return Found(seconds, {name: _milliseconds(ask, TIMES) for name, ask in questions.items()})


def _questions(book: Reports, audit: AuditRecords, clock: StandingClock, days: int) -> dict[str, Callable[[], object]]:
    last = local_day(clock.instant, "America/Bogota")
    whole = Scope("serfinansa", Period(last - timedelta(days=days - 1), last))
    asked = Question("serfinansa", whole.period)
    customer, kind = (
        Question("serfinansa", whole.period, subject="customer-7"),
        Question("serfinansa", whole.period, "code_sent"),
    )
    return {
        ALL: lambda: _page(book, whole),
        DAY: lambda: _page(book, Scope("serfinansa", Period(last, last))),
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


def _milliseconds(ask: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def main() -> None:
    """Print what was measured."""
    for name, found in measure():
        print(f"{name}: a day of {CALLS_A_DAY:,} calls counted in {found.seconds_a_day:.2f} s")
        for question, milliseconds in found.milliseconds.items():
            print(f"  {question:<50}{milliseconds:>9.1f} ms")


if __name__ == "__main__":
    main()
