"""Webhooks: signed, tried again, given up and doubled as on the real network."""

import time

import pytest
from flask import Response
from twilio.rest import Client

from tests.sandbox.telephone import ANA, LINE, Exchange, until

APOLOGY = "We are sorry, an application error has occurred. Goodbye."


@pytest.fixture
def fallback(exchange: Exchange, twilio: Client) -> Exchange:
    """The line has a fallback URL, which offers a last word."""
    line = twilio.incoming_phone_numbers.list(phone_number=LINE)[0]
    line.update(voice_fallback_url=f"{exchange.product.url}/fallback")
    exchange.product.answers["/fallback"] = "<Say>Llame más tarde.</Say>"
    return exchange


def test_every_webhook_is_signed(exchange: Exchange) -> None:
    """Each request passes Twilio's own RequestValidator, its query included and its fragment left out."""
    exchange.product.answers["/next"] = "<Say>Sí.</Say>"
    call = exchange.dial('<Gather numDigits="1" action="/next?t=a%20o#rc=2"/>')
    call.rest("gathering")
    call.press("1").rest("ended")
    until(lambda: exchange.product.to("/status"))
    assert [one.is_signed for one in exchange.product.asked] == [True] * 3


def test_get_webhooks_are_signed_too(exchange: Exchange) -> None:
    """With method GET the parameters stand in the query, which is signed."""
    call = exchange.dial('<Gather numDigits="1" action="/next" method="GET"/>')
    call.rest("gathering")
    call.press("1").rest("ended")
    asked = next(one for one in exchange.product.asked if one.path == "/next")
    assert (asked.method, asked.is_signed, asked.params["Digits"]) == ("GET", True, "1")


def test_the_parameters_are_twilios(exchange: Exchange) -> None:
    """A voice webhook carries the names and forms of Twilio's."""
    call = exchange.dial("<Hangup/>")
    call.rest("ended")
    told = exchange.product.to("/voice")[0]
    assert (
        told
        | {
            "CallSid": call.sid,
            "ApiVersion": "2010-04-01",
            "Direction": "inbound",
            "CallStatus": "ringing",
            "From": ANA,
            "Caller": ANA,
            "To": LINE,
            "Called": LINE,
            "FromCountry": "CO",
        }
        == told
    )


def test_an_error_leads_to_the_fallback(fallback: Exchange) -> None:
    """A 500 is not tried again; the fallback URL is asked, with the error's code and URL."""
    call = fallback.dial("")
    fallback.product.answers["/voice"] = Response("", status=500)
    call = fallback.call()
    call.rest("ended")
    told = fallback.product.to("/fallback")[-1]
    assert (told["ErrorCode"], told["ErrorUrl"]) == ("11200", f"{fallback.product.url}/voice")
    assert call.heard("say") == ["Llame más tarde."]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response("<Response><Say>", mimetype="text/xml"), "12100"),
        (Response("<Answer/>", mimetype="text/xml"), "12100"),
        (Response("{}", mimetype="application/json"), "12300"),
    ],
)
def test_what_is_not_twiml_leads_to_the_fallback(fallback: Exchange, answer: Response, code: str) -> None:
    """Broken XML, another root and another type each have their code."""
    fallback.product.answers["/voice"] = answer
    fallback.call().rest("ended")
    assert fallback.product.to("/fallback")[0]["ErrorCode"] == code


def test_without_a_fallback_the_caller_hears_an_apology(exchange: Exchange) -> None:
    """The network's own sentence, then the end."""
    exchange.product.answers["/voice"] = Response("", status=500)
    call = exchange.call()
    call.rest("ended")
    assert call.heard("say") == [APOLOGY]
    assert len(exchange.product.to("/voice")) == 1


def test_a_failed_connection_is_tried_once_more(exchange: Exchange) -> None:
    """By default one failure to connect is retried; the call notices nothing."""
    exchange.fault("webhook-unreachable", match="/voice")
    call = exchange.dial("<Say>Hola.</Say>")
    call.rest("ended")
    assert call.heard("say") == ["Hola."]


def test_overrides_ask_for_more_retries(exchange: Exchange) -> None:
    """`rc` and `rp` in the fragment let a 5xx be tried again, with the same idempotency token."""
    answers: list[str | Response] = [Response("", status=500), Response("", status=503), "<Say>Tercera.</Say>"]
    exchange.product.answers["/flaky"] = lambda _: answers.pop(0)
    call = exchange.dial("<Redirect>/flaky#rc=2&amp;rp=5xx</Redirect>")
    call.rest("ended")
    assert call.heard("say") == ["Tercera."]
    assert len({one.token for one in exchange.product.asked if one.path == "/flaky"}) == 1


def test_a_read_timeout_is_kept(exchange: Exchange) -> None:
    """`rt` in milliseconds ends the wait; a read time-out is not retried unless asked."""

    def slow(_: dict[str, str]) -> str:
        time.sleep(0.5)
        return "<Say>Tarde.</Say>"

    exchange.product.answers["/slow"] = slow
    call = exchange.dial("<Redirect>/slow#rt=100</Redirect>")
    call.rest("ended")
    assert call.heard("say") == [APOLOGY]
    assert len(exchange.product.to("/slow")) == 1


def test_a_doubled_webhook_is_answered_by_the_second(exchange: Exchange) -> None:
    """The product is asked twice with one token, and the first answer is lost."""
    answers = ["<Say>Primera.</Say>", "<Say>Segunda.</Say>"]
    exchange.fault("webhook-double", match="/voice")
    exchange.product.answers["/voice"] = lambda _: answers.pop(0)
    call = exchange.call()
    call.rest("ended")
    assert call.heard("say") == ["Segunda."]
    assert len({one.token for one in exchange.product.asked if one.path == "/voice"}) == 1


def test_a_lost_webhook_never_arrives(exchange: Exchange) -> None:
    """A lost status callback is written into the log, and nothing more."""
    exchange.fault("webhook-lost", match="/status")
    call = exchange.dial("<Hangup/>")
    call.rest("ended")
    until(lambda: exchange.get("/sandbox/log")["log"][-1]["error"] == "lost")
    assert exchange.product.to("/status") == []


def test_hanging_up_during_a_webhook_ends_the_call_at_once(exchange: Exchange) -> None:
    """The call does not wait for an answer that nobody needs."""

    def slow(_: dict[str, str]) -> str:
        time.sleep(0.4)
        return ""

    exchange.product.answers["/voice"] = slow
    call = exchange.call()
    until(lambda: exchange.product.to("/voice"))
    started = time.monotonic()
    call.hang_up().rest("ended")
    assert time.monotonic() - started < 0.3
