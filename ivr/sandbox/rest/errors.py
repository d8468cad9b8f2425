"""Refusals of the REST interface, with Twilio's codes, statuses and JSON."""

from typing import Any

from flask import Response, jsonify


class RestError(Exception):
    """A request refused: `status` of HTTP, `code` of Twilio's error dictionary."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def to_json(self) -> dict[str, Any]:
        """Return Twilio's four fields."""
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        return {"code": self.code, "message": self.message, "more_info": more, "status": self.status}

    def to_response(self) -> Response:
        """Return the refusal as Twilio sends it."""
        response = jsonify(self.to_json())
        response.status_code = self.status
        if self.status == 401:  # noqa: PLR2004 - unauthorized
            response.headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
        return response


def not_found(path: str) -> RestError:
    """No such resource: 20404."""
    return RestError(404, 20404, f"The requested resource {path} was not found")


def bad_value(code: int, message: str) -> RestError:
    """A parameter is wrong or missing."""
    return RestError(400, code, message)
