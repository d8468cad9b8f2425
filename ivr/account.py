"""Our account with the telephone network, as the settings name it."""

from ivr.settings import Settings
from ivr.telephony.switchboard_client import Account


def account(settings: Settings) -> Account:
    """Give the account; its API key signs the commands where there is one."""
    return Account(
        settings.twilio_account_sid,
        settings.twilio_auth_tokens[0],
        settings.twilio_sender,
        settings.twilio_api_url,
        settings.twilio_api_key,
        settings.twilio_api_secret,
    )
