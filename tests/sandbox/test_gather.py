"""Gather, attribute by attribute, as the product meets it over HTTP."""

import pytest

from tests.sandbox.telephone import Exchange, until

MENU = '<Gather numDigits="1" action="/next"><Say>Marque uno.</Say></Gather><Say>Sin respuesta.</Say>'


def test_num_digits_submits_at_the_last_digit(exchange: Exchange) -> None:
    """With numDigits, the last digit submits, without a finishing key."""
    exchange.product.answers["/next"] = "<Say>Gracias.</Say>"
    call = exchange.dial('<Gather numDigits="2" action="/next"><Say>Marque.</Say></Gather>')
    call.rest("gathering")
    call.press("42").rest("ended")
    assert exchange.product.to("/next")[0]["Digits"] == "42"
    assert exchange.product.to("/next")[0]["FinishedOnKey"] == ""
    assert call.heard("say") == ["Marque.", "Gracias."]


def test_digits_come_in_one_by_one(exchange: Exchange) -> None:
    """A call rests again after each key of an unfinished number, and shows what was pressed."""
    call = exchange.dial('<Gather numDigits="3" action="/next"/>')
    call.rest("gathering")
    assert call.press("1").rest("gathering")["gather"]["digits"] == "1"
    assert call.press("2").rest("gathering")["gather"]["digits"] == "12"


def test_finish_on_key_is_hash_by_default_and_no_digit(exchange: Exchange) -> None:
    """The numeral ends an entry and is not part of it."""
    call = exchange.dial('<Gather action="/next"/>')
    call.rest("gathering")
    call.press("1032#").rest("ended")
    asked = exchange.product.to("/next")[0]
    assert (asked["Digits"], asked["FinishedOnKey"]) == ("1032", "#")


def test_another_finishing_key(exchange: Exchange) -> None:
    """With finishOnKey="*" the numeral is a digit like others."""
    call = exchange.dial('<Gather finishOnKey="*" action="/next"/>')
    call.rest("gathering")
    call.press("1#2*").rest("ended")
    assert exchange.product.to("/next")[0]["Digits"] == "1#2"


def test_an_empty_finishing_key_lets_every_key_count(exchange: Exchange) -> None:
    """With finishOnKey="" the entry holds # and *, and silence submits it."""
    call = exchange.dial('<Gather finishOnKey="" action="/next"/>')
    call.rest("gathering")
    call.press("1#*").rest("gathering")
    call.silence().rest("ended")
    assert exchange.product.to("/next")[0]["Digits"] == "1#*"


def test_silence_falls_through_to_the_next_verb(exchange: Exchange) -> None:
    """Without actionOnEmptyResult, silence goes on with the next verb and asks no action."""
    call = exchange.dial(MENU)
    call.rest("gathering")
    call.silence().rest("ended")
    assert call.heard("say", "silence") == ["Marque uno.", "", "Sin respuesta."]
    assert exchange.product.to("/next") == []


@pytest.mark.parametrize("what", ["silence", "#"])
def test_action_on_empty_result(exchange: Exchange, what: str) -> None:
    """With actionOnEmptyResult, silence and a lone numeral both reach the action with no digits."""
    call = exchange.dial('<Gather actionOnEmptyResult="true" action="/next"/>')
    call.rest("gathering")
    (call.silence() if what == "silence" else call.press("#")).rest("ended")
    assert exchange.product.to("/next")[0]["Digits"] == ""


def test_a_lone_numeral_is_silence(exchange: Exchange) -> None:
    """Without actionOnEmptyResult a lone numeral falls through as silence does."""
    call = exchange.dial(MENU.replace('numDigits="1" ', ""))
    call.rest("gathering")
    call.press("#").rest("ended")
    assert call.heard("say")[-1] == "Sin respuesta."


def test_without_an_action_the_document_is_asked_again(exchange: Exchange) -> None:
    """A Gather without action submits to the document's own URL."""
    call = exchange.dial('<Gather numDigits="1"/>')
    call.rest("gathering")
    call.press("7").rest("gathering")
    assert [asked.get("Digits") for asked in exchange.product.to("/voice")] == [None, "7"]


def test_relative_actions_start_at_the_document(exchange: Exchange) -> None:
    """A relative action resolves against the document's URL, with its query."""
    call = exchange.dial('<Gather numDigits="1" action="voice/turn/2?t=abc"/>')
    call.rest("gathering")
    call.press("7").rest("ended")
    assert exchange.product.to("/voice/turn/2")[0]["t"] == "abc"


def test_a_key_interrupts_the_prompt(exchange: Exchange) -> None:
    """In real time a key stops a long prompt: what follows is not said."""
    exchange.post("/sandbox/clock", {"speed": 1})
    long = "Bienvenido a la línea. " * 20
    call = exchange.dial(f'<Gather numDigits="1" action="/next"><Say>{long}</Say><Say>Nunca.</Say></Gather>')
    until(lambda: call.heard("say"))
    call.press("1").rest("ended")
    assert "Nunca." not in call.heard("say")
    assert exchange.product.to("/next")[0]["Digits"] == "1"


def test_the_timeout_starts_after_the_prompts(exchange: Exchange) -> None:
    """With a fast clock nobody needs to say silence: the timeout ends the entry."""
    exchange.post("/sandbox/clock", {"speed": 100})
    call = exchange.dial(MENU)
    call.rest("ended")
    assert call.heard("say")[-1] == "Sin respuesta."


def test_a_wait_is_over_when_the_clock_moves_past_it(exchange: Exchange) -> None:
    """In real time nobody waits a minute for a timeout of a minute: the clock is moved, not quite and then past it."""
    exchange.post("/sandbox/clock", {"speed": 1})
    call = exchange.dial('<Gather numDigits="1" timeout="60" action="/next"/><Say>Sin respuesta.</Say>')
    call.rest("gathering")
    before = exchange.get("/sandbox/clock")["now"]
    exchange.post("/sandbox/clock", {"ahead": 50})
    assert call.rest("gathering")["state"] == "gathering"
    exchange.post("/sandbox/clock", {"ahead": 10})
    call.rest("ended")
    assert 60 <= exchange.get("/sandbox/clock")["now"] - before < 70


def test_there_is_no_type_ahead(exchange: Exchange) -> None:
    """Keys pressed between two Gathers are lost, and written down as lost."""
    exchange.product.answers["/next"] = '<Gather numDigits="1" action="/last"/>'
    call = exchange.dial(MENU)
    call.rest("gathering")
    view = call.press("456").rest("gathering")
    assert view["gather"]["digits"] == ""
    assert call.heard("key", "lost-key") == ["4", "5", "6"]
    assert call.heard("lost-key") == ["5", "6"]
