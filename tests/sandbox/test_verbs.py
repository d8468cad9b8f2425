"""Say, Play, Pause, Redirect, Hangup, Reject, Dial and Record."""

import io
import wave

from flask import Response
from twilio.rest import Client

from tests.sandbox.telephone import Exchange, until

LUIS = "+573002223344"


def test_a_document_that_ends_ends_the_call(exchange: Exchange) -> None:
    """After the last verb the network hangs up and reports the call as completed."""
    call = exchange.dial("<Say>Adiós.</Say>")
    assert call.rest("ended")["status"] == "completed"
    until(lambda: exchange.product.to("/status"))
    told = exchange.product.to("/status")[0]
    assert (told["CallStatus"], told["CallSid"]) == ("completed", call.sid)


def test_redirect_goes_on_elsewhere(exchange: Exchange) -> None:
    """Redirect asks the other document; what follows it is not executed."""
    exchange.product.answers["/other"] = "<Say>Aquí.</Say>"
    call = exchange.dial("<Redirect>/other</Redirect><Say>Nunca.</Say>")
    call.rest("ended")
    assert call.heard("say") == ["Aquí."]


def test_hangup_ends_at_once(exchange: Exchange) -> None:
    """Nothing is heard after Hangup."""
    call = exchange.dial("<Hangup/><Say>Nunca.</Say>")
    call.rest("ended")
    assert call.heard("say") == []


def test_reject_never_answers(exchange: Exchange) -> None:
    """A rejected call ends as busy or as no-answer, never in progress."""
    assert exchange.dial('<Reject reason="busy"/>').rest("ended")["status"] == "busy"
    assert exchange.dial("<Reject/>").rest("ended")["status"] == "no-answer"


def test_play_takes_the_length_of_the_recording(exchange: Exchange) -> None:
    """A .wav counts with its real length."""
    content = io.BytesIO()
    with wave.open(content, "wb") as recording:
        recording.setparams((1, 2, 8000, 0, "NONE", ""))
        recording.writeframes(bytes(16000 * 3))
    exchange.product.answers["/hola.wav"] = Response(content.getvalue(), mimetype="audio/wav")
    call = exchange.dial("<Play>/hola.wav</Play><Pause length='2'/>")
    view = call.rest("ended")
    assert [line["seconds"] for line in view["transcript"] if line["kind"] == "play"] == [3.0]
    assert call.heard("pause") == ["2"]


def test_a_missing_recording_is_an_error_and_the_call_goes_on(exchange: Exchange) -> None:
    """A recording that is not there is written down; the next verb is heard."""
    exchange.product.answers["/none.wav"] = Response("", status=404)
    call = exchange.dial("<Play>/none.wav</Play><Say>Sigue.</Say>")
    call.rest("ended")
    assert call.heard("say") == ["Sigue."]
    assert "404" in call.heard("error")[0]


def test_dial_a_number_and_talk(exchange: Exchange) -> None:
    """The other telephone rings, answers, and both are connected until it hangs up."""
    call = exchange.dial(f'<Dial action="/after" timeout="10"><Number>{LUIS}</Number></Dial>')
    call.rest("connected")
    child = next(one for one in exchange.get("/sandbox/calls")["calls"] if one["to"] == LUIS)
    exchange.post(f"/sandbox/calls/{child['sid']}/hangup", {})
    call.rest("ended")
    told = exchange.product.to("/after")[0]
    assert (told["DialCallStatus"], told["DialCallSid"]) == ("completed", child["sid"])


def test_dial_a_telephone_that_is_busy(exchange: Exchange) -> None:
    """The action is told how it went."""
    for behaviour in ("busy", "no-answer", "failed"):
        exchange.post("/sandbox/endpoints", {"endpoint": "client:nobody", "behaviour": behaviour})
        exchange.dial('<Dial action="/after"><Client>nobody</Client></Dial>').rest("ended")
        assert exchange.product.to("/after")[-1]["DialCallStatus"] == behaviour


def test_record_until_a_key(exchange: Exchange) -> None:
    """A key ends the recording, and the action receives its address."""
    call = exchange.dial('<Record action="/recorded" finishOnKey="#"/>')
    call.rest("recording")
    call.press("#").rest("ended")
    told = exchange.product.to("/recorded")[0]
    assert told["Digits"] == "#"
    assert told["RecordingSid"].startswith("RE")


def test_rest_gives_a_call_other_instructions(exchange: Exchange, twilio: Client) -> None:
    """TwiML given by REST replaces what the call was doing, even in a Gather."""
    call = exchange.dial('<Gather numDigits="1"/>')
    call.rest("gathering")
    call.last = call.view()["last"]
    twilio.calls(call.sid).update(twiml="<Response><Say>Otra cosa.</Say></Response>")
    call.rest("ended")
    assert call.heard("say") == ["Otra cosa."]


def test_what_is_no_twiml_is_a_warning(exchange: Exchange) -> None:
    """An unknown attribute or verb is skipped and written down; the rest is executed."""
    call = exchange.dial('<Say voise="x">Hola.</Say><Sing/><Gather><Redirect/></Gather>')
    call.rest("gathering")
    assert call.heard("say") == ["Hola."]
    assert call.heard("warning") == [
        "12200: Say has no attribute voise",
        "12200: Sing is not allowed in Response",
        "12200: Redirect is not allowed in Gather",
    ]


def test_leave_outside_a_queue_is_a_warning(exchange: Exchange) -> None:
    """Leave has no place in a document that is not a queue's."""
    call = exchange.dial("<Leave/><Say>Sigue.</Say>")
    call.rest("ended")
    assert call.heard("say") == ["Sigue."]
