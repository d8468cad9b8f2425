"""Opening hours in print: days with the same hours together."""

from dataclasses import dataclass
from datetime import time
from itertools import groupby

from ivr.institutions import Hours

DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MIDNIGHT = time(0)
WHOLE_DAY = ((MIDNIGHT, MIDNIGHT),)
NOON = 12
CLOSED = "cerrado"


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Some days of the week in words, and when it is open on them (nothing: closed)."""

    days: str
    times: str


def opening_hours(hours: Hours) -> tuple[OpenDays, ...]:
    """Give the week in groups of days; none at all for an institution that is always open."""
    if all(day == WHOLE_DAY for day in hours.week) and hours.open_on_holidays:
        return ()
    groups = groupby(range(len(DAYS)), key=lambda day: hours.week[day])
    return tuple(OpenDays(_named(list(days)), _times(intervals)) for intervals, days in groups)


def in_a_sentence(days: tuple[OpenDays, ...]) -> str:
    """Give the days on which it is open, as a sentence goes on: "lunes a viernes, 7:00 a. m. a 6:00 p. m."."""
    return "; ".join(f"{each.days}, {each.times}" for each in days if each.times != CLOSED)


def _named(days: list[int]) -> str:
    if len(days) == 1:
        return DAYS[days[0]]
    joined = " y " if len(days) == 2 else " a "  # noqa: PLR2004 - two days are named, more are a range
    return f"{DAYS[days[0]]}{joined}{DAYS[days[-1]]}"


def _times(intervals: tuple[tuple[time, time], ...]) -> str:
    return " y ".join(f"{_hour(opens)} a {_hour(closes)}" for opens, closes in intervals) or CLOSED


def _hour(at: time) -> str:
    half = "a. m." if at.hour < NOON else "p. m."
    return f"{at.hour % NOON or NOON}:{at.minute:02} {half}"
