"""A tiny product at the other end of the sandbox: it answers as a test says, and remembers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

Reply = str | Response | Callable[[dict[str, str]], str | Response]


@dataclass(frozen=True)
class Asked:
    """One webhook as it came in."""

    path: str
    params: dict[str, str]
    is_signed: bool
    token: str  # of idempotency, or against forged requests
    method: str


@dataclass
class Product:
    """The web server; `answers[path]` is TwiML without its root, a Response, or a function of the parameters."""

    auth_token: str
    answers: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        app = Flask("product")
        app.add_url_rule("/<path:path>", "answer", self._answer, methods=["GET", "POST"])
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Close the web server."""
        self._server.shutdown()

    def forget(self) -> None:
        """Begin a new test."""
        self.answers.clear()
        self.asked.clear()

    def to(self, path: str) -> list[dict[str, str]]:
        """Return the parameters of each request to a path."""
        return [one.params for one in self.asked if one.path == path]

    def _answer(self, path: str) -> Response:
        url = self.url + request.full_path.rstrip("?")
        signature = request.headers.get("X-Twilio-Signature", "")
        is_signed = RequestValidator(self.auth_token).validate(url, request.form, signature)
        token = request.headers.get("I-Twilio-Idempotency-Token") or request.headers.get("X-CSRFToken", "")
        params = request.values.to_dict()
        self.asked.append(Asked(f"/{path}", params, is_signed, token, request.method))
        answer = self.answers.get(f"/{path}", "")
        reply = answer(params) if callable(answer) and not isinstance(answer, Response) else answer
        if isinstance(reply, Response):
            return reply
        return Response(f"<Response>{reply}</Response>", mimetype="text/xml")
