"""Reads from where on a supervisor is warned: callers who wait, seconds of waiting and talking, a service level."""

from ivr.institutions import USUAL_THRESHOLDS as USUAL
from ivr.institutions import Thresholds
from ivr.tables.reader import TableReader

HOUR = 3600


def read_thresholds(root: TableReader) -> Thresholds:
    """Give the thresholds; what the table does not say is what is usual. An alarm stands above its warning."""
    table = root.table("thresholds", optional=True)
    limits = Thresholds(
        waiting_warn=table.number("waiting_warn", 1, 1000, default=USUAL.waiting_warn),
        waiting_alarm=table.number("waiting_alarm", 1, 1000, default=USUAL.waiting_alarm),
        longest_warn=table.number("longest_warn", 1, HOUR, default=USUAL.longest_warn),
        longest_alarm=table.number("longest_alarm", 1, HOUR, default=USUAL.longest_alarm),
        service_level_alarm=table.number("service_level_alarm", 1, 99, default=USUAL.service_level_alarm),
        talking_warn=table.number("talking_warn", 60, 4 * HOUR, default=USUAL.talking_warn),
    )
    for name, warn, alarm in (
        ("waiting_alarm", limits.waiting_warn, limits.waiting_alarm),
        ("longest_alarm", limits.longest_warn, limits.longest_alarm),
    ):
        if alarm < warn:
            table.note(name, alarm, f"at least {name.replace('alarm', 'warn')} ({warn})")
    return limits
