"""When a day is counted again: often while it lasts, less and less afterwards, and at last never more."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from ivr.reports.calendar import DAY, Period, bounds, local_day

NOW = timedelta(seconds=20)
FRESH, FRESH_FOR = timedelta(minutes=15), timedelta(days=2)
SETTLING, SETTLING_FOR = timedelta(days=1), timedelta(days=35)
"""Facts come late: a wrap-up that ends after midnight, a handoff that the records could not take, an old stream."""


def due_days(first: date, counted: Mapping[date, datetime], now: datetime, time_zone: str) -> Iterator[date]:
    """Give the days, from the newest back to the `first` of which there is a fact, that are to be counted now."""
    today = local_day(now, time_zone)
    for back in range((today - first).days + 1):
        day = today - back * DAY
        if day not in counted or is_due(day, counted[day], now, time_zone):
            yield day


def is_due(day: date, counted: datetime, now: datetime, time_zone: str) -> bool:
    """Say whether a day that was counted at an instant is to be counted again."""
    _, end = bounds(day, time_zone)
    if now < end + NOW:
        return now - counted >= NOW
    if now < end + FRESH_FOR:
        return counted < end or now - counted >= FRESH
    return counted < end + SETTLING_FOR and now - counted >= SETTLING


def missing(period: Period, counted: Mapping[date, datetime], first: date | None, today: date) -> int:
    """Count the days of a period that have passed or begun, may have facts, and were never counted."""
    days = (day for day in period if first is not None and first <= day <= today)
    return sum(day not in counted for day in days)
