"""A bad day: connections that break and come back, audio that is late or lost, as the SDK notices it."""

from collections.abc import Callable

import pytest
from twilio.rest import Client

from tests.sandbox.signalling.softphone import RECONNECT, Softphone
from tests.sandbox.telephone import LINE, Call, Exchange, until

pytestmark = pytest.mark.browser

Register = Callable[..., Softphone]
ROOM = '<Response><Dial><Conference beep="false">sala</Conference></Dial></Response>'


@pytest.fixture
def leg(exchange: Exchange, twilio: Client) -> Callable[[str], Call]:
    """Give what dials a client into a conference."""

    def dial(identity: str) -> Call:
        return Call(exchange.url, str(twilio.calls.create(to=f"client:{identity}", from_=LINE, twiml=ROOM).sid))

    return dial


Dial = Callable[[str], Call]


def test_a_page_whose_connection_breaks_registers_again(register: Register, exchange: Exchange, leg: Dial) -> None:
    """Without a call: the page is unregistered while the network is away, and a telephone again afterwards."""
    phone = register("ana")
    exchange.fault("signalling-lost", match="ana", seconds=1)
    phone.sees("unregistered")
    phone.sees("registered", times=2)
    until(lambda: exchange.get("/sandbox/softphones")["softphones"] == {"ana": 1})
    leg("ana")
    phone.accepts()


def test_a_call_survives_a_broken_connection(register: Register, exchange: Exchange, leg: Dial) -> None:
    """Audio goes on while the signalling is away; the page has its call again, and can still end it."""
    phone = register("ana", **RECONNECT)
    call = leg("ana")
    phone.accepts()
    exchange.fault("signalling-lost", match="ana", seconds=2)
    phone.sees("reconnecting")
    assert phone.hears(392)
    phone.sees("reconnected")
    assert call.view()["state"] == "conference"
    phone.does("call.disconnect()")
    assert call.rest("ended")["status"] == "completed"


def test_a_page_that_does_not_come_back_loses_its_call(register: Register, exchange: Exchange, leg: Dial) -> None:
    """A page that asked for no patience has two seconds."""
    phone = register("ana")
    call = leg("ana")
    phone.accepts()
    exchange.fault("signalling-lost", match="ana", seconds=20)
    assert call.rest("ended")["status"] == "completed"


def test_nobody_answers_for_a_page_that_was_there_a_moment_ago(register: Register, leg: Dial) -> None:
    """A page that is being loaded again does not answer by itself: no-answer, as when nobody is registered."""
    phone = register("ana")
    phone.page.close()
    call = leg("ana")
    assert call.rest("ended")["status"] == "no-answer"


@pytest.mark.parametrize(("fault", "warnings"), [("audio-slow", {"high-rtt"}), ("audio-lossy", {"high-packet-loss"})])
def test_a_bad_line_is_noticed(
    fault: str, warnings: set[str], register: Register, exchange: Exchange, leg: Dial
) -> None:
    """The SDK warns of audio that is late or lost, from what it measures itself."""
    phone = register("ana")
    leg("ana")
    phone.accepts()
    exchange.fault(fault, match="ana", times=0)
    phone.sees("warning")
    seen = set(phone.does('happened.filter(([name]) => name === "warning").map(([, about]) => about)'))
    assert seen & warnings
