"""`ivr lines`: connect the lines of all institutions to the telephone network."""

import click

from ivr.local.connecting import connect_all
from ivr.settings import Settings
from ivr.tables import load


@click.command("lines", help="Point the telephone numbers of the tables at PUBLIC_URL, through Twilio's REST.")
def command() -> None:
    """Say each line that is connected."""
    settings = Settings.load()
    for line in connect_all(settings, load(settings.institutions_folder).values()):
        click.echo(f"{line.number} ({line.label}) is answered at {settings.public_url}")
