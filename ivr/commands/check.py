"""`ivr check`: read all tables, prompts and recordings, and tell all mistakes together."""

from pathlib import Path

import click

from ivr.checking import check
from ivr.commands.folders import institutions_option, prompts_option
from ivr.errors import ConfigurationError


@click.command("check", help="Check the tables, the prompts and the recordings; every mistake is told at once.")
@institutions_option
@prompts_option
def command(institutions: Path, prompts: Path) -> None:
    """End with code 1 when there is a mistake."""
    mistakes = check(institutions, prompts)
    if mistakes:
        raise ConfigurationError(mistakes)
    click.echo("Tables, prompts and recordings are in order.")
