"""A million invented calls in the records, written as fast as each database takes rows; no person of them exists."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg

DAYS, CALLS_A_DAY = 100, 10_000
BEGIN = datetime(2026, 1, 1, 5, tzinfo=UTC)
"""Midnight in Bogota."""
AGENTS = tuple(f"serfinansa.agent{number:02}" for number in range(60))
STEPS = ("", "menu_main", "menu_consultas", "document_number", "document_confirm")
KINDS = ("answer",) * 8 + ("silence", "exhausted", "hang_up")
TABLES = {
    "calls": (
        "sid",
        "institution",
        "line",
        "caller_number",
        "version",
        "procedure",
        "started",
        "ended",
        "outcome",
        "ended_by",
    ),
    "handoffs": (
        *("id", "institution", "call", "queue", "procedure", "agent", "customer", "requested", "offered", "answered"),
        *("capsule", "ended", "outcome", "matched", "mismatched", "talked", "held", "in_capsule", "wrapping"),
    ),
    "turns": ("entry", "institution", "call", "turn", "step", "kind", "milliseconds", "at"),
    "audit": (
        *(
            "institution",
            "sequence",
            "at",
            "kind",
            "actor",
            "channel",
            "caller",
            "agent",
            "machine",
            "subject",
            "detail",
        ),
        *("previous", "hash"),
    ),
    "agent_intervals": ("entry", "institution", "agent", "state", "reason", "handoff", "since", "until"),
}
Row = tuple[Any, ...]
Write = Callable[[str, tuple[str, ...], Iterable[Row]], None]


def write_history(write: Write, days: int = DAYS, calls: int = CALLS_A_DAY) -> int:
    """Write so many days of so many calls, and give how many rows that were."""
    random, sequence, rows = Random(1917), 0, 0
    for day in range(days):
        found: dict[str, list[Row]] = {name: [] for name in TABLES}
        for _ in range(calls):
            sequence = _call(random, BEGIN + timedelta(days=day, seconds=random.randrange(86_400)), sequence, found)
        _intervals(BEGIN + timedelta(days=day), found["agent_intervals"])
        for name, columns in TABLES.items():
            write(name, columns, found[name])
            rows += len(found[name])
    return rows


def _call(random: Random, at: datetime, sequence: int, found: dict[str, list[Row]]) -> int:
    """Invent one call and give the sequence of its last link of the audit."""
    sid, customer = f"CA{random.getrandbits(128):032x}", f"customer-{random.randrange(200_000)}"
    answered, wait = random.random() < 0.9, timedelta(seconds=random.expovariate(1 / 15))
    procedure, agent = random.choice(("activate", "change", "restore")), random.choice(AGENTS) if answered else ""
    moved, talked = at + timedelta(seconds=40) + wait, random.randrange(400_000) if answered else 0
    over = moved + timedelta(milliseconds=talked)
    of = ("serfinansa", "+5718000510513", f"+57300{random.randrange(10**7):07}", "v1", procedure)
    found["calls"].append((sid, *of, at, over, random.choice(("finished", "unfinished")), "hang_up"))
    handoff = (
        f"serfinansa.{sid[2:]}",
        "serfinansa",
        sid,
        "claves",
        procedure,
        agent,
        customer,
        at + timedelta(seconds=40),
    )
    end = (None, over, "finished" if answered else "hung_up", 3 * answered, 0, talked, 0, 0, 20_000 * answered)
    found["handoffs"].append((*handoff, moved, moved if answered else None, *end))
    for number, step in enumerate(STEPS):
        turn = (number, step, random.choice(KINDS) if step else "nothing", 4, at + timedelta(seconds=8 * number))
        found["turns"].append((f"{sid}:{number}", "serfinansa", sid, *turn))
    kinds = ("code_sent", "code_accepted", "key_replaced")[: random.randrange(4)] if answered else ()
    detail = json.dumps({"conversation": sid, "procedure": procedure})
    for kind in kinds:
        sequence += 1
        link = ("serfinansa", sequence, over, kind, "customer", "phone", "", agent, "bench", customer, detail, "", "")
        found["audit"].append(link)
    return sequence


def _intervals(begin: datetime, found: list[Row]) -> None:
    """Give each agent a day of eight hours, half of it available."""
    for agent in AGENTS:
        for number in range(32):
            since = begin + timedelta(hours=8, minutes=15 * number)
            state = ("available", "busy")[number % 2]
            entry = f"{agent}:{since:%m%d}:{number}"
            found.append((entry, "serfinansa", agent, state, "", "", since, since + timedelta(minutes=15)))


def into_sqlite(path: str) -> Write:
    """Give what writes into a file of SQLite; instants are kept there without their zone."""

    def write(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        places = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our own names
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA synchronous=OFF")
            connection.executemany(statement, (tuple(map(_for_sqlite, row)) for row in rows))

    return write


def _for_sqlite(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def into_postgresql(address: str) -> Write:
    """Give what copies into a PostgreSQL."""

    def write(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with psycopg.connect(address, autocommit=True) as connection, connection.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    return write
