"""The ways in which a prompt may say a value: `{number:document}`, `{left:tries}`, `{opens:opening}`."""

from collections.abc import Callable, Mapping
from datetime import date, time
from types import MappingProxyType

from ivr.prompts import spoken, spoken_time

Value = str | int
Format = Callable[[Value], str]


def _of_text(say: Callable[[str], str]) -> Format:
    return lambda value: say(str(value))


def _of_number(say: Callable[[int], str]) -> Format:
    return lambda value: say(int(value))


# Without a format a value stays as it is: names, and the figures of a text message.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "": str,
        "digits": _of_text(spoken.digits),
        "document": _of_text(spoken.document),
        "last_four": _of_text(spoken.last_four),
        "phone": _of_text(spoken.phone),
        "number": _of_number(spoken.number),
        "ordinal": _of_number(spoken.ordinal),
        "tries": _of_number(spoken.tries),
        "digit_count": _of_number(lambda value: spoken.counted(value, "dígito", "dígitos")),
        "money": _of_number(spoken.money),
        "minutes": _of_number(spoken.minutes),
        "minutes_range": _of_text(spoken.minutes_range),
        "time": _of_text(lambda text: spoken_time.hour(time.fromisoformat(text))),
        "date": _of_text(lambda text: spoken_time.day(date.fromisoformat(text))),
        "opening": _of_text(spoken_time.opening),
    }
)
