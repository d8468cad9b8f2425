"""Enqueue, its waiting document, and every way out of a queue."""

import pytest
from flask import Response
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox.telephone import ANA, LINE, Call, Exchange, until

LUIS = "+573002223344"
QUEUE = '<Enqueue waitUrl="/waiting" action="/left">claves</Enqueue>'
OFFER = '<Say>Espere.</Say><Gather numDigits="1" action="/waiting/key"/>'


def _queued(exchange: Exchange, waiting: str = OFFER) -> Call:
    exchange.product.answers["/waiting"] = waiting
    call = exchange.dial(QUEUE)
    call.rest("queued")
    return call


def test_the_waiting_document_is_told_of_the_queue(exchange: Exchange) -> None:
    """The waitUrl receives position, sizes and times."""
    view = _queued(exchange).rest()
    told = exchange.product.to("/waiting")[0]
    assert (told["QueuePosition"], told["CurrentQueueSize"], told["MaxQueueSize"]) == ("1", "1", "1000")
    assert told["QueueSid"].startswith("QU")
    assert {"QueueTime", "AvgQueueTime"} <= told.keys()
    assert view["queue"] == {"name": "claves", "position": 1}


def test_the_waiting_document_is_asked_again(exchange: Exchange) -> None:
    """Whenever its verbs end, the waitUrl is asked again, unchanged."""
    _queued(exchange, "<Pause length='1'/>")
    until(lambda: len(exchange.product.to("/waiting")) > 3)


def test_leave_lets_the_caller_out(exchange: Exchange) -> None:
    """A key gathered in the queue may lead to Leave; the action then goes on."""
    exchange.product.answers["/waiting/key"] = "<Leave/>"
    exchange.product.answers["/left"] = "<Say>Salió de la fila.</Say>"
    call = _queued(exchange)
    call.press("1").rest("ended")
    assert exchange.product.to("/left")[0]["QueueResult"] == "leave"
    assert call.heard("say")[-1] == "Salió de la fila."


def test_a_hang_up_in_the_queue_is_told_to_the_action(exchange: Exchange) -> None:
    """Who hangs up while waiting leaves with the result hangup."""
    call = _queued(exchange)
    call.hang_up().rest("ended")
    until(lambda: exchange.product.to("/left"))
    told = exchange.product.to("/left")[0]
    assert (told["QueueResult"], told["CallStatus"]) == ("hangup", "completed")


@pytest.mark.parametrize("fault", [False, True])
def test_rest_takes_a_caller_out(exchange: Exchange, twilio: Client, *, fault: bool) -> None:
    """The caller goes on at the new URL, and the action is told `redirected`: after it, or before it on demand."""
    if fault:
        exchange.fault("enqueue-action-first")
    exchange.product.answers["/taken"] = '<Gather numDigits="1"/>'
    call = _queued(exchange)
    sid = call.rest()["queue"] and exchange.product.to("/waiting")[0]["QueueSid"]
    call.last = call.view()["last"]
    member = twilio.queues(sid).members(call.sid).update(url=f"{exchange.product.url}/taken")
    assert member.call_sid == call.sid
    call.rest("gathering")
    until(lambda: exchange.product.to("/left"))
    assert exchange.product.to("/left")[0]["QueueResult"] == "redirected"
    order = [one.path for one in exchange.product.asked if one.path in {"/left", "/taken"}]
    if fault:
        assert order == ["/left", "/taken"]
    with pytest.raises(TwilioRestException, match="was not found"):
        twilio.queues(sid).members(call.sid).fetch()


def test_members_are_listed_in_their_order(exchange: Exchange, twilio: Client) -> None:
    """The queue's members are seen with position and SID; the front one can be asked for by that word."""
    first = _queued(exchange)
    second = exchange.call(LUIS)
    second.rest("queued")
    queue = next(one for one in twilio.queues.list() if one.friendly_name == "claves")
    assert queue.current_size == 2
    members = twilio.queues(queue.sid).members.list()
    assert [(one.call_sid, one.position) for one in members] == [(first.sid, 1), (second.sid, 2)]
    assert twilio.queues(queue.sid).members("Front").fetch().call_sid == first.sid


def test_a_full_queue_is_told_at_once(exchange: Exchange) -> None:
    """Where nobody else may wait, the action receives queue-full."""
    call = exchange.dial('<Enqueue maxQueueSize="0" action="/left">llena</Enqueue>')
    call.rest("ended")
    assert exchange.product.to("/left")[0]["QueueResult"] == "queue-full"


def test_dial_queue_joins_both(exchange: Exchange) -> None:
    """A Dial Queue takes the first caller out; both talk, and both actions are told so."""
    caller = _queued(exchange)
    exchange.product.answers["/voice"] = '<Dial action="/dialled"><Queue>claves</Queue></Dial>'
    agent = exchange.call(LUIS)
    agent.rest("connected")
    caller.rest("connected")
    caller.press("5").rest("connected")
    assert agent.heard("heard-key") == ["5"]
    agent.hang_up().rest("ended")
    until(lambda: exchange.product.to("/left"))
    assert exchange.product.to("/left")[0]["QueueResult"] == "bridged"
    assert caller.view()["from"] == ANA


def test_only_verbs_of_a_waiting_document_are_executed(exchange: Exchange) -> None:
    """A Dial in a waitUrl is a warning, not a connection."""
    call = _queued(exchange, "<Dial><Conference>x</Conference></Dial><Pause/>")
    assert "12200: Dial has no place here (queued)" in call.heard("warning")


def test_a_broken_waiting_document_leads_to_the_fallback(exchange: Exchange, twilio: Client) -> None:
    """The caller leaves the queue for the fallback URL, and the action is told of a system error."""
    line = twilio.incoming_phone_numbers.list(phone_number=LINE)[0]
    line.update(voice_fallback_url=f"{exchange.product.url}/fallback")
    exchange.product.answers["/fallback"] = '<Gather numDigits="1"/>'
    exchange.product.answers["/waiting"] = Response("", status=500)
    call = exchange.dial(QUEUE)
    assert call.rest("gathering")["queue"] is None
    until(lambda: exchange.product.to("/left"))
    assert exchange.product.to("/left")[0]["QueueResult"] == "system-error"
    assert exchange.product.to("/fallback")[0]["ErrorUrl"].endswith("/waiting")
