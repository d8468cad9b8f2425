"""Connect all lines of the tables to the telephone network that the settings name."""

from collections.abc import Iterable

from ivr.institutions import Institution, Line
from ivr.settings import Settings
from ivr.telephony.lines import connect_lines
from ivr.telephony.switchboard_client import USUAL, Account, connect


def connect_all(settings: Settings, tables: Iterable[Institution]) -> list[Line]:
    """Point every line at PUBLIC_URL and give all of them; errors as of `connect_lines`."""
    sid, token, sender = settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_sender
    client = connect(Account(sid, token, sender, settings.twilio_api_url), USUAL)
    return connect_lines(client, settings.public_url, tables)
