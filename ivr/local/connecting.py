"""Connect all lines of the tables to the telephone network that the settings name."""

from collections.abc import Iterable

from ivr.account import account
from ivr.institutions import Institution, Line
from ivr.settings import Settings
from ivr.telephony.lines import connect_lines
from ivr.telephony.switchboard_client import connect


def connect_all(settings: Settings, tables: Iterable[Institution]) -> list[Line]:
    """Point every line at PUBLIC_URL and give all of them; errors as of `connect_lines`."""
    return connect_lines(connect(account(settings)), settings.public_url, tables)
