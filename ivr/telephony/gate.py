"""The one way to a voice route: right signature, right form, and only then the service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog
from flask import Blueprint, Flask, Response, request

from ivr.errors import ConfigurationError, Unavailable, WebhookRefused
from ivr.telephony.schema import LONGEST_BODY, Kind, hold_to_schema, read_form, refuse
from ivr.telephony.signature import HEADER, Signatures

T = TypeVar("T")
FORM = "application/x-www-form-urlencoded"
TOO_LARGE = 413
UNSUPPORTED = 415
AWAY = 503
log = structlog.get_logger()


@dataclass(frozen=True)
class Gate:
    """What a webhook is held against: the signatures and the account that are ours."""

    signatures: Signatures
    account: str

    def admit(self, kind: Kind[T]) -> T:
        """Give the value of the request that Flask is serving now. Raises WebhookRefused."""
        body = read_form(_read_body())
        encoded = request.query_string
        target = f"{request.path}?{encoded.decode('latin-1')}" if encoded else request.path
        self.signatures.check(target, body, request.headers.get(HEADER))
        return hold_to_schema(kind, self.account, body, read_form(encoded))


def _read_body() -> bytes:
    if request.mimetype != FORM:
        refuse("not a form", UNSUPPORTED)
    if request.content_length is None or request.content_length > LONGEST_BODY:
        refuse("too large", TOO_LARGE)
    return request.get_data()


class Webhook(Generic[T]):
    """A voice route as Flask knows it: the gate stands before what answers."""

    def __init__(self, gate: Gate, kind: Kind[T], answer: Callable[..., str]) -> None:
        self.gate, self.kind, self.answer = gate, kind, answer

    def __call__(self, **path: Any) -> Response:
        """Answer one request: TwiML, nothing (204), or a refusal that has no effect."""
        try:
            admitted = self.gate.admit(self.kind)
            twiml = self.answer(admitted, **path)
        except WebhookRefused as refusal:
            log.warning("webhook_refused", kind=self.kind.name, reason=str(refusal), status=refusal.status)
            return Response(status=refusal.status)
        except Unavailable as failure:
            # Twilio turns to the fallback URL when TwiML was wanted; what an event told, the worker finds out.
            log.warning("webhook_unanswered", kind=self.kind.name, reason=str(failure))
            return Response(status=AWAY)
        return Response(twiml, mimetype="text/xml") if twiml else Response(status=204)


class WebhookBlueprint(Blueprint):
    """Voice routes; `webhook` is the only way to add one, so none can stand without the gate."""

    def __init__(self, name: str, gate: Gate) -> None:
        super().__init__(name, __name__)
        self._gate = gate

    def webhook(self, rule: str, kind: Kind[T]) -> Callable[[Callable[..., str]], Callable[..., str]]:
        """Register a function that is given the kind's value, then the parts of the path, and answers TwiML or ""."""

        def register(answer: Callable[..., str]) -> Callable[..., str]:
            view: Callable[..., Response] = Webhook(self._gate, kind, answer)
            self.add_url_rule(rule, answer.__name__, view, methods=["POST"])
            return answer

        return register


def refuse_open_routes(app: Flask, prefix: str = "/voice/") -> None:
    """Stop the start of a service that has a voice route without the gate. Raises ConfigurationError."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(prefix)]
    missing = [rule.rule for rule in rules if not isinstance(app.view_functions[rule.endpoint], Webhook)]
    if missing:
        raise ConfigurationError([f"{rule}: a voice route must be registered with webhook()" for rule in missing])
