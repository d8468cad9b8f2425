"""What a page of reports was asked for: days, a queue, an agent, a channel; read from its address, and written into
others.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask import request, url_for

from ivr.errors import DeskError
from ivr.institutions import Institution
from ivr.reports.calendar import DAY, Period, local_day, week_of
from ivr.reports.outside import Scope
from ivr.values import Channel
from ivr.web.parts import parts
from ivr.web.sign_in.identity import signed_in

USUAL = 7
LONGEST_WORD = 64
YEARS = 2000, 2100
"""What may be asked for: further away, calendars and time zones end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A scope of the institution of who asks, and today's date there; `by` is day or week."""

    scope: Scope
    today: date
    by: str = "day"

    def address(self, endpoint: str, **more: Any) -> str:
        """Give the address of a page about the same scope, or about a part of it."""
        period = self.scope.period
        asked = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        named = {"queue": self.scope.queue, "agent": self.scope.agent, "by": self.by if self.by != "day" else ""}
        named["channel"] = self.scope.channel
        wanted = asked | named | more
        return url_for(endpoint, **{name: value for name, value in wanted.items() if value})

    def within(self, period: Period) -> "Asked":
        """Give the same question about other days."""
        return replace(self, scope=replace(self.scope, period=period))

    def row_of(self, day: date) -> date:
        """Give the first day of the row in which a day counts."""
        return week_of(day).first if self.by == "week" else day

    def of_row(self, first: date) -> "Asked":
        """Give the question about a row's own days, by its first one."""
        last = week_of(first).last if self.by == "week" else first
        period = self.scope.period
        return self.within(Period(max(first, period.first), min(last, period.last)))

    @property
    def presets(self) -> tuple[tuple[str, Period], ...]:
        """The periods that people ask for most, with their names."""
        yesterday, month = self.today - DAY, self.today.replace(day=1)
        week = week_of(self.today)
        return (
            ("Hoy", Period(self.today, self.today)),
            ("Ayer", Period(yesterday, yesterday)),
            ("Esta semana", Period(week.first, self.today)),
            ("Semana pasada", week.before()),
            ("Este mes", Period(month, self.today)),
            ("Mes pasado", Period((month - DAY).replace(day=1), month - DAY)),
            ("Un año", Period(self.today - timedelta(days=364), self.today)),
        )


def institution() -> Institution:
    """Give the table of the institution of who asks: no other one can be asked for."""
    return parts().reports.tables[signed_in().member.institution]


def asked() -> Asked:
    """Read the address. Raises DeskError("malformed") for days or a channel that are none, and for a word too long."""
    today = local_day(parts().clock.now(), institution().hours.time_zone)
    try:
        last = _day("to", today)
        first = _day("from", min(today, last) - (USUAL - 1) * DAY)
        period = Period(first, last)
    except ValueError as error:
        raise DeskError("malformed", "from") from error
    if (channel := word("channel")) and channel not in tuple(Channel):
        raise DeskError("malformed", "channel")
    scope = Scope(institution().id, period, word("queue"), word("agent"), channel)
    return Asked(scope, today, "week" if word("by") == "week" else "day")


def word(name: str) -> str:
    """Give a word of the address, or nothing. Raises DeskError("malformed") for one that is too long."""
    value = request.args.get(name, "").strip()
    if len(value) > LONGEST_WORD:
        raise DeskError("malformed", name)
    return value


def _day(name: str, usual: date) -> date:
    day = date.fromisoformat(request.args[name]) if request.args.get(name) else usual
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise ValueError("a year in which nobody called")
    return day
