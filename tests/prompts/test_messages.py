"""Text messages: the institution first, one message each, and the warning that protects."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.prompts import Prompts, gsm

MESSAGES = (
    "sms_code",
    "sms_key_changed",
    "sms_contact_changed_old",
    "sms_contact_changed_new",
    "sms_frozen",
    "sms_unfrozen",
)


def test_a_message_is_one_message(prompts: Prompts) -> None:
    """With the longest code and life it has at most 160 letters, all of the GSM alphabet."""
    for prompt in MESSAGES:
        text = prompts.sms("serfinansa", prompt, {"code": "12345678", "minutes": 1440})
        assert gsm.length(text) <= 160
        assert gsm.foreign(text) == ""
        assert text.startswith("Serfinansa: ")


def test_a_code_comes_with_its_life_and_a_warning(prompts: Prompts) -> None:
    """Code, minutes, and that nobody asks for it."""
    text = prompts.sms("serfinansa", "sms_code", {"code": "012345", "minutes": 5})
    assert "012345" in text
    assert "5 minutos" in text
    assert "nadie" in text


def test_a_change_says_how_to_say_it_was_not_me(prompts: Prompts) -> None:
    """Each notice of a change names the line."""
    for prompt in MESSAGES[1:]:
        text = prompts.sms("serfinansa", prompt, {})
        assert "01 8000 510 513" in text
        assert "no fui yo" in text


def test_accents_of_values_are_dropped(prompts: Prompts) -> None:
    """A value cannot turn one message into three."""
    assert "caf\u00e9" in gsm.fold("caf\u00e9")
    assert "OIO?" in prompts.sms("serfinansa", "sms_code", {"code": "ÓíO☎".upper(), "minutes": 5})


@given(st.text())
def test_any_text_can_be_folded(text: str) -> None:
    """Whatever comes in, what goes out is of the alphabet and no longer."""
    folded = gsm.fold(text)
    assert gsm.foreign(folded) == ""
    assert len(folded) == len(text)


def test_some_signs_take_two_places() -> None:
    """The euro and brackets count double."""
    assert gsm.length("a€[") == 5
