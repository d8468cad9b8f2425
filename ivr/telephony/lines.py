"""Connect the lines of the institutions: tell the telephone network who answers the numbers."""

from collections.abc import Iterable

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from ivr.errors import ConfigurationError, Unavailable
from ivr.institutions import Institution, Line

# The opening is idempotent by CallSid, so it may be asked twice more: after a lost connection, silence, or a 5xx.
# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
RETRIED = "#ct=1500&rt=4000&rc=2&rp=ct,rt,5xx"


def connect(client: Client, public_url: str, institutions: Iterable[Institution]) -> list[Line]:
    """Point every line at `public_url` and give all of them.

    Raises ConfigurationError with the numbers that the account does not have, before anything is changed;
    Unavailable when the network refuses or does not answer.
    """
    lines = [line for institution in institutions for line in institution.lines]
    try:
        _update(client, public_url, lines)
    except (TwilioException, RequestException) as error:
        raise Unavailable(f"The telephone network did not connect the lines: {error}") from error
    return lines


def _update(client: Client, public_url: str, lines: list[Line]) -> None:
    owned = {number.phone_number: number for number in client.incoming_phone_numbers.stream()}
    missing = [line for line in lines if line.number not in owned]
    if missing:
        raise ConfigurationError(
            [f"{line.number} ({line.label}) is no number of this Twilio account" for line in missing]
        )
    for line in lines:
        owned[line.number].update(
            voice_url=f"{public_url}/voice/incoming{RETRIED}",
            voice_method="POST",
            voice_fallback_url=f"{public_url}/voice/fallback",
            voice_fallback_method="POST",
            status_callback=f"{public_url}/voice/status",
            status_callback_method="POST",
        )
