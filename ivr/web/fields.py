"""What a page sends with an action: named texts of a bounded length, from JSON or from a form."""

from collections.abc import Mapping
from typing import Any

from flask import request

from ivr.errors import DeskError


def field(name: str, longest: int) -> str:
    """Give a text without the spaces around it. Raises DeskError("malformed") when it is missing, empty or too long."""
    value = _sent().get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
        raise DeskError("malformed", name)
    return value.strip()


def optional(name: str, longest: int) -> str | None:
    """Give a text without the spaces around it, which may be empty; None when it was not sent.

    Raises DeskError("malformed") when it is no text, or too long.
    """
    value = _sent().get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value.strip()) > longest:
        raise DeskError("malformed", name)
    return value.strip()


def flag(name: str) -> bool:
    """Say whether a yes was sent."""
    return _sent().get(name) in (True, "true", "1")


def _sent() -> Mapping[str, Any]:
    sent = request.get_json(silent=True) if request.is_json else request.form
    return sent if isinstance(sent, Mapping) else {}
