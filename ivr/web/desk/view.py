"""The desk's view as the page receives it, with the service's time beside it."""

from dataclasses import asdict
from datetime import datetime

from flask import Response
from flask.json import dumps

from ivr.agents.desk.view import DeskView


def as_json(view: DeskView, now: datetime, session_ends: datetime) -> Response:
    """Answer the view as JSON: its own fields, `now`, and `session_ends`; instants in ISO 8601, in UTC."""
    times = {"now": now, "session_ends": session_ends}
    instants = {name: instant.isoformat() for name, instant in times.items()}
    return Response(dumps(asdict(view) | instants, default=_text), mimetype="application/json")


def _text(value: object) -> str:
    """Write what JSON does not know; only instants come here."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
