"""Says whether agents answer at an instant, and when they answer next: week, Colombia's holidays, single days off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from holidays import country_holidays

from ivr.errors import ConfigurationError
from ivr.institutions import Hours

LONGEST_PAUSE_DAYS = 366
MIDNIGHT = time(0, 0)
Intervals = tuple[tuple[time, time], ...]
WORKING_DAY, SATURDAY = ((time(7), time(19)),), ((time(8), time(15)),)
LAWFUL = Hours("America/Bogota", (WORKING_DAY,) * 5 + (SATURDAY, ()), open_on_holidays=False, closed_dates=())


def is_open(hours: Hours, at: datetime) -> bool:
    """Say whether the aware instant `at` lies in the opening hours; the closing minute itself is closed."""
    local = at.astimezone(ZoneInfo(hours.time_zone))
    return any(opens <= local < closes for opens, closes in _intervals(hours, local.date()))


def next_opening(hours: Hours, at: datetime) -> datetime:
    """Give the first open instant from `at` on, in the institution's local time: `at` itself when it is open.

    Raises ConfigurationError when nobody answers for a year.
    """
    local = at.astimezone(ZoneInfo(hours.time_zone))
    days = (local.date() + timedelta(days=ahead) for ahead in range(LONGEST_PAUSE_DAYS))
    for opens, closes in chain.from_iterable(_intervals(hours, day) for day in days):
        if local < closes:
            return max(local, opens)
    raise ConfigurationError(["hours: found no open hour in a year; allowed: hours in which somebody answers"])


def is_lawful_to_call(at: datetime) -> bool:
    """Say whether a customer may be called: the hours of article 3 of Ley 2300 de 2023, never on Sundays and holidays.

    The law means callers who want something; a careful bank keeps to it also where the customer asked to be called.
    """
    return is_open(LAWFUL, at)


def may_call(hours: Hours, at: datetime) -> bool:
    """Say whether customers may be called back now: the law allows it, and there are agents to talk to."""
    return is_lawful_to_call(at) and is_open(hours, at)


def calling_hours(hours: Hours) -> Hours:
    """Give the hours in which customers may be called back: those of the law in which there are agents, too."""
    week = tuple(_both(lawful, own) for lawful, own in zip(LAWFUL.week, hours.week, strict=True))
    return replace(hours, week=week, open_on_holidays=False)


def closed_for(hours: Hours, at: datetime) -> timedelta | None:
    """Give for how long it has been closed: nothing at all when it is open, None when for longer than a day."""
    local = at.astimezone(ZoneInfo(hours.time_zone))
    if is_open(hours, at):
        return timedelta(0)
    days = (local.date() - timedelta(days=back) for back in range(3))
    ends = [closes for day in days for _, closes in _intervals(hours, day) if closes <= local]
    since = local - max(ends) if ends else None
    return since if since is not None and since <= timedelta(days=1) else None


def _both(lawful: Intervals, own: Intervals) -> Intervals:
    """Give what lies in an interval of each; lawful ones end before midnight, which is how an own one may end."""
    pairs = ((max(one[0], other[0]), _earlier(one[1], other[1])) for one in lawful for other in own)
    return tuple((begin, end) for begin, end in pairs if begin < end)


def _earlier(lawful: time, own: time) -> time:
    return lawful if own == MIDNIGHT else min(lawful, own)


def closed_interval(hours: Hours, at: datetime) -> str:
    """Give `at` and the next opening as an ISO 8601 interval in local time, as the prompt format `opening` says it."""
    opens = next_opening(hours, at)
    now = at.astimezone(opens.tzinfo)
    return (
        f"{now.replace(tzinfo=None).isoformat('T', 'minutes')}/{opens.replace(tzinfo=None).isoformat('T', 'minutes')}"
    )


def is_holiday(day: date) -> bool:
    """Say whether Colombia rests on this day; holidays that Ley 51 de 1983 moves are where it moves them."""
    return day in _holidays(day.year)


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("CO", years=year))


def _intervals(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    if day in hours.closed_dates or (is_holiday(day) and not hours.open_on_holidays):
        return
    zone = ZoneInfo(hours.time_zone)
    for opens, closes in hours.week[day.weekday()]:
        last_day = day + timedelta(days=closes == MIDNIGHT)
        yield datetime.combine(day, opens, zone), datetime.combine(last_day, closes, zone)
