"""No voice route stands without the gate, and whatever comes is answered without an error of the service."""

import random
import string
from collections.abc import Callable
from timeit import repeat
from urllib.parse import urlencode

import pytest
from flask import Flask
from structlog.testing import capture_logs

from ivr.errors import ConfigurationError, Unavailable, WebhookRefused
from ivr.telephony.gate import Gate, Webhook, WebhookBlueprint, refuse_open_routes
from ivr.telephony.kinds import TURN, TurnRequest
from ivr.telephony.schema import Parameters, hold_to_schema, read_form
from tests.telephony.sender import ACCOUNT, Sender, sign

TARGET = "/voice/turn/3?token=abc"
HOSTILE = string.printable + "ñ١\x00\u202e&=%+<>\"'"
NAMES = ("Digits", "CallSid", "From", "QueueResult", "Digits1", "callsid", "Extra", "", "Digits[]", "__proto__")


def test_every_voice_route_has_the_gate(app: Flask) -> None:
    """All routes under /voice are webhooks behind the gate, and take nothing but POST."""
    refuse_open_routes(app)
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/voice/")]
    assert len(rules) == 8
    assert all(isinstance(app.view_functions[rule.endpoint], Webhook) for rule in rules)
    assert all((rule.methods or set()) - {"OPTIONS"} == {"POST"} for rule in rules)


def test_service_with_an_open_voice_route_does_not_start(app: Flask) -> None:
    """A voice route that somebody registers in another way stops the start, and is named."""
    app.add_url_rule("/voice/open", "open", lambda: "<Response/>", methods=["POST"])
    with pytest.raises(ConfigurationError, match="/voice/open"):
        refuse_open_routes(app)


def test_get_is_not_answered(twilio: Sender) -> None:
    """A browser that finds a voice route gets nothing."""
    assert twilio.client.get(TARGET).status_code == 405


def test_twiml_or_nothing_is_answered(gate: Gate, turn: dict[str, str]) -> None:
    """TwiML goes out as XML; an event is answered with nothing."""
    app, routes = Flask("answers"), WebhookBlueprint("answers", gate)
    routes.webhook("/voice/xml", TURN)(_answers("xml", "<Response/>"))
    routes.webhook("/voice/nothing", TURN)(_answers("nothing", ""))
    app.register_blueprint(routes)
    sender = Sender(app.test_client())
    xml, nothing = (sender.post(path, turn) for path in ("/voice/xml", "/voice/nothing"))
    assert (xml.status_code, xml.mimetype, xml.data) == (200, "text/xml", b"<Response/>")
    assert (nothing.status_code, nothing.data) == (204, b"")


def test_a_part_that_is_away_is_told_as_such(gate: Gate, turn: dict[str, str]) -> None:
    """When a store does not answer behind a route, the network hears 503 and turns to the fallback URL."""

    def away(_: TurnRequest) -> str:
        raise Unavailable("redis")

    app, routes = Flask("away"), WebhookBlueprint("away", gate)
    routes.webhook("/voice/away", TURN)(away)
    app.register_blueprint(routes)
    assert Sender(app.test_client()).post("/voice/away", turn).status_code == 503


def test_the_service_may_refuse_too(gate: Gate, turn: dict[str, str]) -> None:
    """A route that finds the token wrong refuses like the gate does, and the log has one line without values."""
    app, routes = Flask("refusing"), WebhookBlueprint("refusing", gate)

    @routes.webhook("/voice/turn/<int:turn>", TURN)
    def refuse_turn(_request: object, turn: int) -> str:
        raise WebhookRefused(f"token of turn {turn}", 403)

    app.register_blueprint(routes)
    with capture_logs() as lines:
        answer = Sender(app.test_client()).post(TARGET, turn)
    assert (answer.status_code, answer.data) == (403, b"")
    assert lines == [
        {"event": "webhook_refused", "kind": "turn", "reason": "token of turn 3", "status": 403, "log_level": "warning"}
    ]


def test_ten_thousand_hostile_webhooks(turn: dict[str, str]) -> None:
    """Whatever is signed is admitted or refused with 4xx: never an error, never a bad value."""
    chance = random.Random(20260304)
    query = read_form(b"token=abc")
    admitted = [value for _ in range(10_000) if (value := _admitted(turn | _hostile(chance), query))]
    assert 0 < len(admitted) < 9_000
    assert all(set(value.digits or "") <= set("0123456789*#") for value in admitted)
    assert {value.call for value in admitted} == {turn["CallSid"]}


def test_hostile_webhooks_over_http(twilio: Sender, turn: dict[str, str]) -> None:
    """Hostile webhooks, signed or not, are answered with 200 or 4xx and at most one line in the log each."""
    chance = random.Random(7)
    for number in range(300):
        params = turn | {_name(chance): _value(chance)}
        with capture_logs() as lines:
            signature = (
                sign(TARGET, params) if number % 2 else _value(chance).encode("latin-1", "ignore").decode("latin-1")
            )
            answer = twilio.raw(TARGET, urlencode(params), signature.replace("\n", "").replace("\r", ""))
        assert answer.status_code == 200 or 400 <= answer.status_code < 500
        assert len(lines) <= 1


def test_the_gate_is_quick(gate: Gate, turn: dict[str, str]) -> None:
    """The form of a webhook is checked in well under a millisecond (about 40 microseconds when nothing else runs)."""
    body = urlencode(turn).encode()

    def check() -> None:
        hold_to_schema(TURN, ACCOUNT, read_form(body), read_form(b"token=abc"))

    assert min(repeat(check, number=100, repeat=5)) / 100 < 0.0005
    assert gate.account == ACCOUNT


def _hostile(chance: random.Random) -> dict[str, str]:
    return {_name(chance): _value(chance) for _ in range(chance.randint(1, 3))}


def _admitted(params: dict[str, str], query: Parameters) -> TurnRequest | None:
    try:
        return hold_to_schema(TURN, ACCOUNT, read_form(urlencode(params).encode()), query)
    except WebhookRefused as refusal:
        if not 400 <= refusal.status < 500:
            raise
        return None


def _answers(name: str, twiml: str) -> Callable[..., str]:
    def answer(_request: object) -> str:
        return twiml

    answer.__name__ = name
    return answer


def _name(chance: random.Random) -> str:
    return chance.choice(NAMES) if chance.random() < 0.7 else _value(chance)


def _value(chance: random.Random) -> str:
    return "".join(chance.choice(HOSTILE) for _ in range(chance.choice((0, 1, 5, 40, 400))))
