"""Says hours and days as people in Colombia do: "las siete de la mañana", "el lunes nueve de marzo"."""

from datetime import date, datetime, time

from ivr.spoken import number

WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
MONTHS = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
FRACTIONS = {0: "", 15: " y cuarto", 30: " y media"}
NOON, EVENING, ONE_OCLOCK = 12, 19, 1
DAYS_NAMED_ALONE = 7


def hour(at: time) -> str:
    """Give an hour with its article: "la una y media de la tarde"."""
    spoken = at.hour % 12 or 12
    name = "la una" if spoken == ONE_OCLOCK else f"las {number(spoken)}"
    return name + FRACTIONS.get(at.minute, f" y {number(at.minute)}") + _part_of_day(at)


def day(on: date) -> str:
    """Give a date: "nueve de marzo"; the first of a month is "primero"."""
    return f"{'primero' if on.day == 1 else number(on.day)} de {MONTHS[on.month - 1]}"


def opening(interval: str) -> str:
    """Give when we open, of an ISO 8601 interval "now/opening" in local time: "mañana martes a las siete de la mañana".

    Raises ValueError when it is no interval.
    """
    now, opens = (datetime.fromisoformat(end) for end in interval.split("/"))
    return f"{_relative_day(now.date(), opens.date())} a {hour(opens.time())}"


def _relative_day(today: date, on: date) -> str:
    ahead = (on - today).days
    weekday = WEEKDAYS[on.weekday()]
    if ahead <= 0:
        return "hoy"
    if ahead == 1:
        return f"mañana {weekday}"
    return f"el {weekday}" if ahead < DAYS_NAMED_ALONE else f"el {weekday} {day(on)}"


def _part_of_day(at: time) -> str:
    if at.hour == 0:
        return " de la noche"
    if at.hour < NOON:
        return " de la mañana"
    if at.hour == NOON:
        return " del día"
    return " de la tarde" if at.hour < EVENING else " de la noche"
