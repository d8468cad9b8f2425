"""Local days, weeks and half hours: a report is about days as people at the institution live them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HALF_HOUR = timedelta(minutes=30)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LONGEST = 731
"""Days of the longest period that a report shows: two years."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `first` to `last`, both included. Raises ValueError for an empty or a longer one than LONGEST."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < LONGEST:
            raise ValueError(f"a period has 1 to {LONGEST} days")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + offset * DAY for offset in range(self.days))

    def before(self) -> "Period":
        """Give as many days as end where this period begins."""
        return Period(self.first - self.days * DAY, self.first - DAY)


def week_of(day: date) -> Period:
    """Give the week of a day, from Monday to Sunday."""
    monday = day - day.weekday() * DAY
    return Period(monday, monday + WEEK - DAY)


def local_day(instant: datetime, time_zone: str) -> date:
    """Give the day that an instant belongs to in a time zone."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def bounds(day: date, time_zone: str) -> tuple[datetime, datetime]:
    """Give the instants between which a local day lies, in UTC; it may have 23 or 25 hours."""
    zone = ZoneInfo(time_zone)
    begin, end = (datetime.combine(each, time(0), zone) for each in (day, day + DAY))
    return begin.astimezone(UTC), end.astimezone(UTC)


def half_hour(instant: datetime) -> datetime:
    """Give the beginning of the half hour that an instant lies in, in UTC."""
    utc = instant.astimezone(UTC)
    return utc.replace(minute=utc.minute - utc.minute % 30, second=0, microsecond=0)
