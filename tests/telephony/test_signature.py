"""Only the telephone network that knows our secret may speak to a voice route."""

from urllib.parse import urlencode

import pytest

from ivr.errors import WebhookRefused
from ivr.telephony.schema import Parameters
from ivr.telephony.signature import Signatures
from tests.telephony.sender import PUBLIC_URL, Sender, sign

TARGET = "/voice/turn/3?token=abc"
VECTOR = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+12349013030",
    "Digits": "1234",
    "From": "+12349013030",
    "To": "+18005551212",
}


def test_twilios_own_vector_is_right() -> None:
    """The example of Twilio's documentation passes."""
    signatures = Signatures("https://mycompany.com", ["12345"])
    signatures.check("/myapp.php?foo=1&bar=2", Parameters(VECTOR), "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")


def test_right_signature_is_let_in(twilio: Sender, turn: dict[str, str]) -> None:
    """A turn that Twilio signed reaches the service."""
    assert twilio.post(TARGET, turn).status_code == 200
    assert len(twilio.seen) == 1


@pytest.mark.parametrize("signature", [None, "", "AAAA", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=", "ñ"])
def test_missing_or_forged_signature_is_refused(twilio: Sender, turn: dict[str, str], signature: str | None) -> None:
    """Without the right signature nothing reaches the service, and the answer is 403."""
    assert twilio.raw(TARGET, urlencode(turn), signature).status_code == 403
    assert twilio.seen == []


@pytest.mark.parametrize("change", [{"Digits": "654321"}, {"From": "+573009999999"}, {"Extra": "1"}])
def test_changed_parameters_are_refused(twilio: Sender, turn: dict[str, str], change: dict[str, str]) -> None:
    """A signature is good for the parameters that were signed and no others."""
    assert twilio.raw(TARGET, urlencode(turn | change), sign(TARGET, turn)).status_code == 403
    assert twilio.seen == []


@pytest.mark.parametrize("target", ["/voice/turn/4?token=abc", "/voice/turn/3?token=abd", "/voice/turn/3"])
def test_replay_on_another_url_is_refused(twilio: Sender, turn: dict[str, str], target: str) -> None:
    """A signature is good for the turn and the token that were signed and no others."""
    assert twilio.raw(target, urlencode(turn), sign(TARGET, turn)).status_code == 403


def test_what_a_request_says_of_its_host_does_not_count(twilio: Sender, turn: dict[str, str]) -> None:
    """The URL is built from PUBLIC_URL: Host and X-Forwarded headers change nothing, in neither direction."""
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    forged = sign(TARGET, turn, origin="https://evil.example")
    assert twilio.raw(TARGET, urlencode(turn), forged, **evil).status_code == 403
    assert twilio.raw(TARGET, urlencode(turn), sign(TARGET, turn), **evil).status_code == 200


def test_another_accounts_secret_is_refused(twilio: Sender, turn: dict[str, str]) -> None:
    """A webhook that somebody signed with the secret of their own account is refused."""
    assert twilio.raw(TARGET, urlencode(turn), sign(TARGET, turn, token="f" * 32)).status_code == 403


def test_two_tokens_are_good_while_one_is_changed() -> None:
    """While the account's token is being changed, both the old and the new one sign."""
    signatures = Signatures(PUBLIC_URL, ["old", "new"])
    for token in ("old", "new"):
        signatures.check("/voice/incoming", Parameters(VECTOR), sign("/voice/incoming", VECTOR, token))


def test_fragment_is_not_signed() -> None:
    """How patient Twilio shall be stands in the fragment, which Twilio does not sign."""
    signatures = Signatures(PUBLIC_URL, ["12345"])
    signatures.check("/voice/incoming#rc=2", Parameters(VECTOR), sign("/voice/incoming", VECTOR, "12345"))


def test_signature_of_nothing_is_a_refusal() -> None:
    """A missing header is a refusal, never an error of the service."""
    with pytest.raises(WebhookRefused) as refusal:
        Signatures(PUBLIC_URL, ["12345"]).check("/voice/incoming", Parameters(), None)
    assert refusal.value.status == 403
