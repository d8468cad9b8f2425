"""The body of a control request: JSON or a form, and refusals in plain JSON."""

from typing import Any

from flask import abort, jsonify, make_response, request


def field(name: str, default: Any = None) -> Any:
    """Return a field of the body; 400 when it is missing and has no default."""
    body = request.get_json(silent=True) if request.is_json else request.form
    value = (body or {}).get(name, default)
    if value is None:
        refuse(400, f"{name} is missing")
    return value


def refuse(status: int, message: str) -> None:
    """Answer with an error and stop."""
    response = make_response(jsonify(error=message), status)
    abort(response)
