"""The desk's view as the page receives it, with the service's time beside it."""

from dataclasses import asdict
from datetime import datetime

from flask import Response
from flask.json import dumps

from ivr.agents.desk.view import DeskView


def as_json(view: DeskView, now: datetime, session_ends: datetime, away_since: datetime | None) -> Response:
    """Answer the view as JSON: its own fields, `now`, `session_ends`, and `away_since` while the agent's telephone
    is to be put back into their call; instants in ISO 8601, in UTC.
    """
    instants = {"now": now, "session_ends": session_ends, "away_since": away_since}
    return Response(dumps(asdict(view) | instants, default=_text), mimetype="application/json")


def _text(value: object) -> str:
    """Write what JSON does not know; only instants come here."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
