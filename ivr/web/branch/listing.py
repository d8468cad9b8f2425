"""The list of requests as both pages show it: how each stands, until when, and what that means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from ivr.agents.branch.request import Standing
from ivr.web.branch.words import EVIDENCE, STANDINGS, WHAT, reason
from ivr.web.parts import parts


def listing(institution: str) -> Mapping[str, Any]:
    """Give what the template of the list needs, for one institution."""
    zone = ZoneInfo(parts().branch.requests.institutions[institution].hours.time_zone)
    rows = parts().branch.requests.listed(institution)

    def local(instant: datetime) -> str:
        return format_datetime(instant.astimezone(zone), "d MMM, H:mm", locale="es_CO")

    return {
        "requests": rows,
        "overdue": sum(standing is Standing.OVERDUE for _, standing in rows),
        "standings": STANDINGS,
        "what": WHAT,
        "evidence": EVIDENCE,
        "reason": reason,
        "local": local,
    }
