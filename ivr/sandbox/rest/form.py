"""The form of a REST request, read once and typed."""

from flask import request

from ivr.sandbox.callbacks import StatusCallback, status_callback


def text(name: str, default: str = "") -> str:
    """Return a field."""
    return request.form.get(name, default)


def maybe(name: str) -> str | None:
    """Return a field, or None when it was not sent."""
    return request.form.get(name)


def flag(name: str, *, default: bool) -> bool:
    """Return a field that is true or false."""
    return request.form.get(name, str(default)).lower() == "true"


def callback(prefix: str = "", default: str = "completed") -> StatusCallback:
    """Return the status callback asked for: `StatusCallback`, or `ConferenceStatusCallback` with its prefix."""
    events = request.form.getlist(f"{prefix}StatusCallbackEvent")
    method = text(f"{prefix}StatusCallbackMethod", "POST")
    return status_callback(text(f"{prefix}StatusCallback"), method, events, default)
