"""The REST interface, held against the official library."""

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox.telephone import ANA, LINE, Call, Exchange, until


def test_the_api_key_works_and_a_wrong_token_does_not(
    exchange: Exchange, twilio: Client, account: dict[str, str]
) -> None:
    """Token and API key are accepted; anything else is 401 with 20003."""
    key = Client("SK" + "2" * 32, account["TWILIO_API_SECRET"], twilio.account_sid)
    wrong = Client(twilio.account_sid, "wrong")
    for client in (key, wrong):
        client.api.base_url = exchange.url
    assert key.calls.list(limit=1) is not None
    with pytest.raises(TwilioRestException) as refused:
        wrong.calls("CA0").fetch()
    assert (refused.value.status, refused.value.code) == (401, 20003)


def test_another_account_is_not_found(exchange: Exchange, twilio: Client) -> None:
    """Valid credentials open only their own account."""
    url = f"{exchange.url}/2010-04-01/Accounts/AC{'9' * 32}/Calls.json"
    assert requests.get(url, auth=twilio.auth, timeout=5).json()["code"] == 20404


def test_a_line_is_updated(exchange: Exchange, twilio: Client) -> None:
    """A line is connected once; another create of the number changes it."""
    line = twilio.incoming_phone_numbers.list(phone_number=LINE)[0]
    assert line.voice_url == f"{exchange.product.url}/voice"
    assert twilio.incoming_phone_numbers(line.sid).update(friendly_name="Serfinansa").friendly_name == "Serfinansa"
    again = twilio.incoming_phone_numbers.create(phone_number=LINE, voice_url=line.voice_url)
    assert again.sid == line.sid


def test_a_call_is_made_and_reported(exchange: Exchange, twilio: Client) -> None:
    """A call to a telephone passes through the events asked for, and executes its URL when answered."""
    exchange.product.answers["/out"] = '<Gather numDigits="1" action="/pressed"/>'
    events = ["initiated", "ringing", "answered", "completed"]
    made = twilio.calls.create(
        to=ANA,
        from_=LINE,
        url=f"{exchange.product.url}/out",
        status_callback=f"{exchange.product.url}/progress",
        status_callback_event=events,
    )
    call = Call(exchange.url, made.sid)
    call.rest("gathering")
    assert twilio.calls(made.sid).fetch().status == "in-progress"
    twilio.calls(made.sid).update(status="completed")
    until(lambda: len(exchange.product.to("/progress")) == 4)
    told = exchange.product.to("/progress")
    assert [one["CallStatus"] for one in told] == ["initiated", "ringing", "in-progress", "completed"]
    assert [one["SequenceNumber"] for one in told] == ["0", "1", "2", "3"]
    assert exchange.product.to("/out")[0]["Direction"] == "outbound-api"


@pytest.mark.parametrize("behaviour", ["busy", "no-answer", "failed"])
def test_a_telephone_that_is_not_answered(exchange: Exchange, twilio: Client, behaviour: str) -> None:
    """The call ends with what happened, and the URL is never asked."""
    exchange.post("/sandbox/endpoints", {"endpoint": "client:away", "behaviour": behaviour})
    made = twilio.calls.create(to="client:away", from_=LINE, url=f"{exchange.product.url}/out")
    assert Call(exchange.url, made.sid).rest("ended")["status"] == behaviour
    assert exchange.product.to("/out") == []


def test_an_endpoint_that_hangs_up_soon(exchange: Exchange, twilio: Client) -> None:
    """hangup-after ends the call from the other side."""
    exchange.post("/sandbox/endpoints", {"endpoint": "client:shy", "behaviour": "hangup-after:2"})
    exchange.product.answers["/out"] = '<Gather numDigits="1"/>'
    made = twilio.calls.create(to="client:shy", from_=LINE, url=f"{exchange.product.url}/out")
    assert Call(exchange.url, made.sid).rest("ended")["status"] == "completed"


def test_an_ended_call_takes_no_instructions(exchange: Exchange, twilio: Client) -> None:
    """Redirecting or ending what is over is refused with 21220."""
    call = exchange.dial("<Hangup/>")
    call.rest("ended")
    for change in ({"url": f"{exchange.product.url}/x"}, {"status": "completed"}):
        with pytest.raises(TwilioRestException) as refused:
            twilio.calls(call.sid).update(**change)
        assert (refused.value.status, refused.value.code) == (400, 21220)


@pytest.mark.parametrize(
    ("to", "from_", "code"),
    [("12", LINE, 21211), (ANA, "+573009999999", 21210)],
)
def test_wrong_ends_of_a_call(exchange: Exchange, twilio: Client, to: str, from_: str, code: int) -> None:
    """A call needs a possible number and a number of ours."""
    with pytest.raises(TwilioRestException) as refused:
        twilio.calls.create(to=to, from_=from_, url=exchange.product.url)
    assert refused.value.code == code


def test_calls_are_listed_by_status_in_pages(exchange: Exchange, twilio: Client) -> None:
    """Lists are filtered, and the library walks through their pages."""
    made = {exchange.dial('<Gather numDigits="1"/>').sid for _ in range(3)}
    until(lambda: len(twilio.calls.list(status="in-progress")) >= 3)
    assert made <= {one.sid for one in twilio.calls.list(status="in-progress", page_size=2)}
    assert twilio.calls.list(status="in-progress", to="+573000000000") == []


def test_unknown_resources_are_not_found(exchange: Exchange, twilio: Client) -> None:
    """20404 for what is not there, in each kind."""
    assert exchange.url
    for fetch in (twilio.calls("CA0").fetch, twilio.messages("SM0").fetch, twilio.conferences("CF0").fetch):
        with pytest.raises(TwilioRestException) as refused:
            fetch()
        assert refused.value.code == 20404


def test_a_call_recording_hears_keys_unless_paused(exchange: Exchange, twilio: Client) -> None:
    """A call's own recording gives away what is pressed in a Gather, except while it is paused."""
    call = exchange.dial('<Gather numDigits="2" action="/voice"/>')
    call.rest("gathering")
    recording = twilio.calls(call.sid).recordings.create()
    call.press("12").rest("gathering")
    twilio.calls(call.sid).recordings("Twilio.CURRENT").update(status="paused")
    call.press("34").rest("gathering")
    shown = next(one for one in exchange.get("/sandbox/recordings")["recordings"] if one["sid"] == recording.sid)
    assert (shown["status"], shown["heard"]) == ("paused", "12")


def test_rest_faults(exchange: Exchange, twilio: Client) -> None:
    """A fault on demand hits as often as asked, where asked."""
    exchange.fault("rest-500", match="/Queues")
    assert twilio.calls.list(limit=1) is not None
    with pytest.raises(TwilioRestException) as refused:
        twilio.queues("QU0").fetch()
    assert refused.value.status == 500
    assert twilio.queues.list() is not None
