"""After the signature, only what has exactly its form reaches the service."""

import re
from urllib.parse import urlencode

import pytest

from ivr.telephony.parameters import caller_number
from tests.telephony.sender import ACCOUNT, CALL, Sender, sign

TARGET = "/voice/turn/3?token=abc"


def without(params: dict[str, str], *names: str) -> dict[str, str]:
    """Give the parameters without some."""
    return {name: value for name, value in params.items() if name not in names}


def resplit(turn: dict[str, str]) -> list[dict[str, str]]:
    """Give several ways to cut the same signed text at other places."""
    return [
        without(turn, "Digits") | {"Digits1": "23456"},
        without(turn, "Digits") | {"DigitsDigits": "123456"} | {"Digits": ""},
        without(turn, "Digits") | {"CallerZip": "Digits123456"},
        without(turn, "Digits", "CallerZip") | {"CallerZipDigits": "123456"},
        without(turn, "CallSid") | {"CallSidCA": "1" * 32},
        without(turn, "CallSid", "CallStatus") | {"CallSid": f"{CALL}CallStatusin-progress"},
        without(turn, "CallSid", "ApiVersion") | {"ApiVersion": f"2010-04-01CallSid{CALL}"},
        without(turn, "From") | {"From+57": "3001234567"},
        without(turn, "From") | {"FinishedOnKey": "#From+573001234567"},
        without(turn, "To") | {"To+": "576015140000"},
    ]


def test_same_signature_cut_elsewhere_is_refused(twilio: Sender, turn: dict[str, str]) -> None:
    """Parameters cut at another place may have the very same signature, and are refused all the same."""
    same = 0
    for cut in resplit(turn):
        assert twilio.raw(TARGET, urlencode(cut), sign(TARGET, cut)).status_code == 400, cut
        same += sign(TARGET, cut) == sign(TARGET, turn)
    assert same >= 8
    assert twilio.seen == []


@pytest.mark.parametrize("again", ["Digits=123456", "Digits=1", "Extra=1&Extra=1", "CallSid=" + CALL])
def test_a_name_said_twice_is_refused(twilio: Sender, turn: dict[str, str], again: str) -> None:
    """A name is said once: which one counts is never a question."""
    body = urlencode(turn) + "&" + again
    assert twilio.raw(TARGET, body, sign(TARGET, turn)).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AccountSid", "AC" + "9" * 32),
        ("AccountSid", ACCOUNT + "\n"),
        ("CallSid", "CA" + "G" * 32),
        ("CallSid", CALL + "0"),
        ("CallSid", "../../etc/passwd"),
        ("Digits", "12a4"),
        ("Digits", "١٢٣٤"),
        ("Digits", "1" * 33),
        ("Digits", "12\n"),
        ("Digits", "' OR 1=1 --"),
        ("QueueResult", "<script>"),
        ("From", "+57\x00300"),
        ("Extra", "Digits123456"),
        ("Extra\n", "1"),
        ("<Response>", "1"),
        ("", "1"),
    ],
)
def test_parameter_without_its_shape_is_refused(twilio: Sender, turn: dict[str, str], name: str, value: str) -> None:
    """A signed webhook with a hostile or foreign parameter is refused, without an effect."""
    assert twilio.post(TARGET, turn | {name: value}).status_code == 400
    assert twilio.seen == []


@pytest.mark.parametrize("name", ["CallSid", "AccountSid"])
def test_missing_parameter_is_refused(twilio: Sender, turn: dict[str, str], name: str) -> None:
    """A webhook must say which call and which account it is of."""
    assert twilio.post(TARGET, without(turn, name)).status_code == 400


@pytest.mark.parametrize(
    "query", ["token=a&token=b", "token=a&x=1", "token=%00", "token=a b", "token=<", "token=" + "a" * 161]
)
def test_strange_query_is_refused(twilio: Sender, turn: dict[str, str], query: str) -> None:
    """The query holds what we wrote into it, and nothing else."""
    assert twilio.post(f"/voice/turn/3?{query}", turn).status_code == 400


@pytest.mark.parametrize(
    "more",
    [
        {"StirVerstat": "TN-Validation-Passed-A", "CallToken": '{"parentCallInfoToken":"x"}'},
        {"SipHeader_X-Original": "abc 1", "NewThing2": "ñandú"},
        {"CalledCity": "Bogotá, D.C.", "CallerName": "PÉREZ JOSÉ"},
        {"ParentCallSid": "CA" + "2" * 32},
    ],
)
def test_harmless_parameters_are_ignored(twilio: Sender, turn: dict[str, str], more: dict[str, str]) -> None:
    """What Twilio adds tomorrow, and what we do not read, does not stop a caller."""
    assert twilio.post(TARGET, turn | more).status_code == 200


def test_body_that_is_not_a_form_is_refused(twilio: Sender) -> None:
    """JSON, odd bytes, too many parameters and too much of anything are refused before they are understood."""
    json = twilio.client.post(TARGET, json={"CallSid": CALL})
    odd = twilio.raw(TARGET, b"CallSid=\xff\xfe", "x")
    broken = twilio.raw(TARGET, b"CallSid=%ff", "x")
    many = twilio.raw(TARGET, "&".join(f"a{n}=1" for n in range(200)), "x")
    large = twilio.raw(TARGET, "a=" + "1" * 20_000, "x")
    assert [answer.status_code for answer in (json, odd, broken, many, large)] == [415, 400, 400, 400, 413]


def test_refusal_says_nothing(twilio: Sender, turn: dict[str, str]) -> None:
    """Who is refused learns neither why nor what a right webhook looks like."""
    answer = twilio.post(TARGET, turn | {"Digits": "x"})
    assert (answer.data, answer.status_code) == (b"", 400)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("+573001234567", "+573001234567"),
        ("anonymous", ""),
        ("+266696687", ""),
        ("+7378742833", ""),
        ("Restricted", ""),
        ("", ""),
        ("client:agent_7", ""),
        ("sip:+573001234567@example.com", ""),
        ("573001234567", ""),
    ],
)
def test_withheld_number_is_none(address: str, number: str) -> None:
    """A withheld number is empty, in whatever way the network says so."""
    assert caller_number(address) == number


def test_only_letters_and_digits_of_a_telephone_are_read() -> None:
    """A number in other scripts' digits is no number."""
    assert caller_number("+٥٧٣٠٠١٢٣٤٥٦٧") == ""
    assert re.fullmatch(r"\d+", "٥٧٣") is not None
