"""How numbers, times and shares are written for people at the institution."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask import Flask

from ivr.reports.calendar import Period
from ivr.web.reports.tables import Kind, Value

LOCALE = "es_CO"
NOTHING = "–"
PERCENT = "#,##0.0\N{NO-BREAK SPACE}%"
DAY, MONTH = "d 'de' MMMM 'de' y", "d 'de' MMMM"
MINUTE, HOUR = 60, 3600


def figure(value: Value, kind: Kind) -> str:
    """Write a value: 1.020, 81,3 %, 4:05 (minutes and seconds), and a dash for what cannot be known."""
    if value is None or isinstance(value, str):
        return NOTHING if value is None else value
    if kind is Kind.SHARE:
        return format_percent(value, PERCENT, locale=LOCALE)
    return span(value) if kind is Kind.SECONDS else format_decimal(value, locale=LOCALE)


def span(seconds: float) -> str:
    """Write seconds as minutes and seconds, with hours where there are some."""
    whole = round(seconds)
    hours, rest = divmod(whole, HOUR)
    minutes, last = divmod(rest, MINUTE)
    return f"{format_decimal(hours, locale=LOCALE)}:{minutes:02}:{last:02}" if hours else f"{minutes}:{last:02}"


def local(instant: datetime | None, time_zone: str, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    """Write an instant in local time."""
    return NOTHING if instant is None else instant.astimezone(ZoneInfo(time_zone)).strftime(form)


def days(period: Period) -> str:
    """Write days as people read them: 21 de noviembre de 2026; 15 a 21 de noviembre de 2026."""
    first, last = period.first, period.last
    if first == last:
        return format_date(last, DAY, locale=LOCALE)
    form = DAY if first.year != last.year else MONTH if first.month != last.month else "d"
    return f"{format_date(first, form, locale=LOCALE)} a {format_date(last, DAY, locale=LOCALE)}"


def use_numbers(app: Flask) -> None:
    """Let templates write them."""
    app.jinja_env.filters |= {"figure": figure, "span": span, "local": local, "days": days}
