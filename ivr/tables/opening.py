"""Reads when agents answer: the hours of each weekday, whether holidays count, and single days off."""

import re
from datetime import time
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ivr.institutions import Hours
from ivr.tables.reader import TableReader

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
INTERVAL = 'a list of intervals such as ["07:00-19:00"] or ["00:00-24:00"], ascending'
CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
MIDNIGHT = time(0, 0)
Interval = tuple[time, time]


def read_hours(root: TableReader) -> Hours:
    """Give the hours; a weekday that is missing is closed, but not all of them."""
    table = root.table("hours")
    week = tuple(_read_day(table, day) for day in WEEKDAYS)
    if not any(week):
        table.note("monday", "a week without an open hour", INTERVAL)
    return Hours(
        time_zone=_read_time_zone(table),
        week=week,
        open_on_holidays=table.flag("open_on_holidays"),
        closed_dates=table.dates("closed_dates"),
    )


def _read_time_zone(table: TableReader) -> str:
    name = table.text("time_zone", "a time zone such as America/Bogota")
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.note("time_zone", repr(name), "a time zone such as America/Bogota")
    return name


def _read_day(table: TableReader, day: str) -> tuple[Interval, ...]:
    texts = table.texts(day, INTERVAL, rf"{CLOCK}-({CLOCK}|24:00)", default=())
    intervals = tuple(_interval(text) for text in texts)
    if not _ascends(intervals):
        table.note(day, ", ".join(texts), INTERVAL)
    return intervals


def _interval(text: str) -> Interval:
    opens, closes = re.split("-", text)
    return time.fromisoformat(opens), MIDNIGHT if closes == "24:00" else time.fromisoformat(closes)


def _ascends(intervals: tuple[Interval, ...]) -> bool:
    grows = all(opens < closes or closes == MIDNIGHT for opens, closes in intervals)
    return grows and all(MIDNIGHT < before[1] <= after[0] for before, after in pairwise(intervals))
