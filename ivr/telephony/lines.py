"""Connect the lines of the institutions: tell the telephone network who answers the numbers."""

from collections.abc import Iterable

from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.incoming_phone_number import IncomingPhoneNumberInstance

from ivr.errors import ConfigurationError
from ivr.institutions import Institution, Line
from ivr.telephony.patience import RETRIED
from ivr.telephony.switchboard_client import own_errors


def connect_lines(client: Client, public_url: str, institutions: Iterable[Institution]) -> list[Line]:
    """Point every line at `public_url` and give all of them.

    Raises ConfigurationError when the account is not ours, or lacks a number (nothing is changed then);
    SwitchboardRefused or Unavailable when the network refuses a change or does not answer.
    """
    lines = [line for institution in institutions for line in institution.lines]
    with own_errors():
        owned = _owned(client)
        missing = [line for line in lines if line.number not in owned]
        if missing:
            raise ConfigurationError([f"{line.number} ({line.label}): not in this Twilio account" for line in missing])
        for line in lines:
            owned[line.number].update(**_webhooks(public_url))
    return lines


def _owned(client: Client) -> dict[str, IncomingPhoneNumberInstance]:
    """Give the account's numbers."""
    try:
        return {number.phone_number: number for number in client.incoming_phone_numbers.stream()}
    except TwilioException:
        mistake = "Twilio does not list the account's numbers: look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
        raise ConfigurationError([mistake]) from None


def _webhooks(public_url: str) -> dict[str, str]:
    """Give what a number must know, by the official library's names."""
    return {
        "voice_url": f"{public_url}/voice/incoming{RETRIED}",
        "voice_method": "POST",
        "voice_fallback_url": f"{public_url}/voice/fallback",
        "voice_fallback_method": "POST",
        "status_callback": f"{public_url}/voice/status",
        "status_callback_method": "POST",
    }
