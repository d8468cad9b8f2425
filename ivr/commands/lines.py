"""`ivr lines`: connect the lines of all institutions to the telephone network."""

import click

from ivr.settings import Settings
from ivr.tables import load
from ivr.telephony.lines import connect_lines
from ivr.telephony.switchboard_client import Account, connect


@click.command("lines", help="Point the telephone numbers of the tables at PUBLIC_URL, through Twilio's REST.")
def command() -> None:
    """Say each line that is connected."""
    settings = Settings.load()
    sid, token, sender = settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_sender
    client = connect(Account(sid, token, sender, settings.twilio_api_url))
    for line in connect_lines(client, settings.public_url, load(settings.institutions_folder).values()):
        click.echo(f"{line.number} ({line.label}) is answered at {settings.public_url}")
