"""Text messages: delivered, reported, refused, and lost on demand."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox.telephone import ANA, LINE, Exchange, until


def _send(exchange: Exchange, twilio: Client, to: str = ANA, body: str = "Su codigo es 1234", from_: str = LINE) -> str:
    callback = f"{exchange.product.url}/sms"
    sid: str = twilio.messages.create(to=to, from_=from_, body=body, status_callback=callback).sid or ""
    return sid


def test_a_message_arrives_and_is_reported(exchange: Exchange, twilio: Client) -> None:
    """Sent and delivered are told in this order, and the telephone shows the text, also in its call."""
    call = exchange.dial('<Gather numDigits="1"/>')
    call.rest("gathering")
    sid = _send(exchange, twilio)
    until(lambda: len(exchange.product.to("/sms")) == 2)
    told = exchange.product.to("/sms")
    assert [one["MessageStatus"] for one in told] == ["sent", "delivered"]
    assert told[0]["MessageSid"] == sid
    assert exchange.get(f"/sandbox/messages?to=%2B{ANA[1:]}")["messages"][0]["body"] == "Su codigo es 1234"
    until(lambda: call.heard("sms") == ["Su codigo es 1234"])
    assert twilio.messages(sid).fetch().status == "delivered"


@pytest.mark.parametrize(
    ("to", "from_", "body", "code"),
    [
        ("12", LINE, "x", 21211),
        ("+576015550199", LINE, "x", 21614),
        (ANA, "+573009999999", "x", 21606),
        (ANA, LINE, "", 21602),
        (ANA, LINE, "x" * 1601, 21617),
    ],
)
def test_refusals(exchange: Exchange, twilio: Client, *, to: str, from_: str, body: str, code: int) -> None:
    """Each refusal has Twilio's code."""
    with pytest.raises(TwilioRestException) as refused:
        _send(exchange, twilio, to, body, from_)
    assert refused.value.code == code


@pytest.mark.parametrize(("body", "segments"), [("x" * 160, "1"), ("x" * 161, "2"), ("é" * 160, "1"), ("á" * 71, "2")])
def test_segments(exchange: Exchange, twilio: Client, body: str, segments: str) -> None:
    """An accent outside GSM-7 makes parts of 70 characters."""
    assert exchange.url
    assert twilio.messages.create(to=ANA, from_=LINE, body=body).num_segments == segments


@pytest.mark.parametrize(("fault", "status"), [("message-500", 500), ("message-429", 429)])
def test_a_refused_message_is_not_sent(exchange: Exchange, twilio: Client, fault: str, status: int) -> None:
    """While the fault is on nothing is sent; afterwards all is well."""
    exchange.fault(fault, match=ANA)
    before = len(exchange.get("/sandbox/messages")["messages"])
    with pytest.raises(TwilioRestException) as refused:
        _send(exchange, twilio)
    assert refused.value.status == status
    assert len(exchange.get("/sandbox/messages")["messages"]) == before
    assert _send(exchange, twilio)


@pytest.mark.parametrize(("fault", "code"), [("undelivered", "30003"), ("failed", "30008")])
def test_a_message_that_does_not_arrive(exchange: Exchange, twilio: Client, fault: str, code: str) -> None:
    """It is accepted, and its end told with an error code."""
    exchange.fault(f"message-{fault}")
    _send(exchange, twilio)
    until(lambda: len(exchange.product.to("/sms")) == 2)
    assert (exchange.product.to("/sms")[1]["MessageStatus"], exchange.product.to("/sms")[1]["ErrorCode"]) == (
        fault,
        code,
    )


def test_a_slow_network(exchange: Exchange, twilio: Client) -> None:
    """message-timeout answers late, for a client whose patience is shorter."""
    exchange.fault("message-timeout", seconds=0.3)
    assert _send(exchange, twilio)


def test_unknown_faults_are_refused(exchange: Exchange) -> None:
    """A typing error in a fault is told, not ignored."""
    with pytest.raises(Exception, match="400"):
        exchange.fault("massage-500")
