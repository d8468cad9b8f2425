"""A call to a browser: it rings, is taken or not, and ends on either side."""

from collections.abc import Callable

import pytest
from twilio.rest import Client

from tests.sandbox.signalling.softphone import Softphone
from tests.sandbox.telephone import LINE, Call, Exchange, until

pytestmark = pytest.mark.browser

Register = Callable[..., Softphone]
TALK = '<Response><Dial><Conference beep="false">sala</Conference></Dial></Response>'


@pytest.fixture
def call(exchange: Exchange, twilio: Client) -> Callable[..., Call]:
    """Give what dials a client, as the product does."""

    def dial(identity: str, twiml: str = TALK, **more: object) -> Call:
        made = twilio.calls.create(to=f"client:{identity}", from_=LINE, twiml=twiml, **more)
        return Call(exchange.url, str(made.sid))

    return dial


Dial = Callable[..., Call]


def test_it_rings_and_is_taken(register: Register, call: Dial) -> None:
    """The page learns which call it is and from whom; taking it answers the leg, which goes on with its document."""
    phone = register("ana")
    leg = call("ana")
    assert phone.sees("incoming") == leg.sid
    assert phone.does("call.parameters.From") == LINE
    assert leg.view()["state"] == "ringing"
    assert phone.accepts() == leg.sid
    assert leg.rest("conference")["status"] == "in-progress"


def test_the_page_is_told_the_parameters_of_its_address(register: Register, call: Dial) -> None:
    """What the product adds to the client's address reaches the page with the call."""
    phone = register("ana")
    call("ana?handoff=h_1&queue=claves")
    phone.sees("incoming")
    assert phone.does("Object.fromEntries(call.customParameters)") == {"handoff": "h_1", "queue": "claves"}


def test_a_refused_call_is_busy(register: Register, call: Dial) -> None:
    """reject() in the only page ends the call as busy."""
    phone = register("ana")
    leg = call("ana")
    phone.sees("incoming")
    phone.does("call.reject()")
    assert leg.rest("ended")["status"] == "busy"


def test_a_call_that_is_not_taken_rings_out(register: Register, call: Dial, exchange: Exchange) -> None:
    """After its time to ring the call is no-answer, and the page stops ringing."""
    phone = register("ana")
    exchange.post("/sandbox/clock", {"speed": 50})
    leg = call("ana")
    phone.sees("cancel")
    assert leg.rest("ended")["status"] == "no-answer"


def test_rest_calls_it_back(register: Register, call: Dial, twilio: Client) -> None:
    """A call that the product cancels rings no longer."""
    phone = register("ana")
    leg = call("ana")
    phone.sees("incoming")
    twilio.calls(leg.sid).update(status="canceled")
    phone.sees("cancel")
    assert leg.rest("ended")["status"] == "canceled"


def test_the_agent_hangs_up(register: Register, call: Dial) -> None:
    """disconnect() in the page completes the call."""
    phone = register("ana")
    leg = call("ana")
    phone.accepts()
    phone.does("call.disconnect()")
    assert leg.rest("ended")["status"] == "completed"


def test_the_other_end_hangs_up(register: Register, call: Dial, twilio: Client) -> None:
    """When the call is over elsewhere, the page's call is disconnected without an error."""
    phone = register("ana")
    leg = call("ana")
    phone.accepts()
    leg.rest("conference")
    twilio.calls(leg.sid).update(status="completed")
    phone.sees("disconnect")
    assert not phone.saw("error")


def test_a_closed_page_ends_its_call(register: Register, call: Dial) -> None:
    """An agent whose page is gone is gone from the call."""
    phone = register("ana")
    leg = call("ana")
    phone.accepts()
    leg.rest("conference")
    phone.page.close()
    assert leg.rest("ended")["status"] == "completed"


def test_keys_reach_the_call(register: Register, call: Dial, exchange: Exchange) -> None:
    """Digits that are sent from the page are keys of the call."""
    exchange.product.answers["/typed"] = "<Hangup/>"
    phone = register("ana")
    action = f"{exchange.product.url}/typed"
    leg = call("ana", f'<Response><Gather numDigits="3" action="{action}"/></Response>')
    phone.accepts()
    leg.rest("gathering")
    phone.does('call.sendDigits("4*7")')
    leg.rest("ended")
    assert exchange.product.to("/typed")[0]["Digits"] == "4*7"


def test_two_pages_ring_and_one_has_the_call(register: Register, call: Dial, exchange: Exchange) -> None:
    """Every page of an identity rings; when one takes the call, the other stops."""
    first, second = register("ana"), register("ana")
    until(lambda: exchange.get("/sandbox/softphones")["softphones"] == {"ana": 2})
    leg = call("ana")
    first.sees("incoming")
    second.accepts()
    first.sees("cancel")
    leg.rest("conference")


def test_one_page_refuses_and_the_other_takes(register: Register, call: Dial) -> None:
    """A call is busy only when every page has refused."""
    first, second = register("ana"), register("ana")
    leg = call("ana")
    first.sees("incoming")
    first.does("call.reject()")
    second.accepts()
    leg.rest("conference")


def test_dial_client_rings_the_page(register: Register, exchange: Exchange) -> None:
    """Dial Client connects a caller with the page, and tells the action when it is over."""
    phone = register("ana")
    exchange.product.answers["/after"] = "<Hangup/>"
    caller = exchange.dial('<Dial action="/after"><Client>ana</Client></Dial>')
    phone.accepts()
    caller.rest("connected")
    phone.does("call.disconnect()")
    caller.rest("ended")
    assert exchange.product.to("/after")[0]["DialCallStatus"] == "completed"


def test_a_client_without_a_page_is_as_it_was(call: Dial) -> None:
    """A client that nobody registered answers by itself."""
    call("nobody_here").rest("conference")
