"""Says hours and days as people in Colombia do: "las siete de la mañana", "el lunes nueve de marzo"."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ivr.prompts.spoken import number

WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905 - twelve words read best in one line
FRACTIONS = {0: "", 15: " y cuarto", 30: " y media"}
NOON, EVENING, ONE_OCLOCK = 12, 19, 1
DAYS_NAMED_ALONE = 7
COLOMBIA = ZoneInfo("America/Bogota")


def hour(at: time) -> str:
    """Give an hour with its article: "la una y media de la tarde"."""
    spoken = at.hour % 12 or 12
    name = "la una" if spoken == ONE_OCLOCK else f"las {number(spoken)}"
    return name + FRACTIONS.get(at.minute, f" y {number(at.minute)}") + _part_of_day(at)


def day(on: date) -> str:
    """Give a date: "nueve de marzo"; the first of a month is "primero"."""
    return f"{'primero' if on.day == 1 else number(on.day)} de {MONTHS[on.month - 1]}"


def opening(when: str) -> str:
    """Give when we open: of an ISO 8601 interval "now/opening", "mañana martes a las siete de la mañana".

    Of the opening alone, which may be long ahead, the date is said too. An instant with an offset is taken to
    Colombia's time; one without is local. Raises ValueError for anything else.
    """
    *now, opens = (_local(end) for end in when.split("/"))
    ahead = (opens.date() - now[0].date()).days if now else DAYS_NAMED_ALONE
    return f"{_relative_day(ahead, opens.date())} a {hour(opens.time())}"


def _local(instant: str) -> datetime:
    read = datetime.fromisoformat(instant)
    return read.astimezone(COLOMBIA) if read.tzinfo else read


def _relative_day(ahead: int, on: date) -> str:
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
