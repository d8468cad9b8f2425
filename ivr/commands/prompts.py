"""`ivr prompts`: the script for a recording studio."""

from pathlib import Path

import click

from ivr.authoring.recording_script import recording_script
from ivr.commands.chosen import choose
from ivr.commands.folders import institutions_option, prompts_option
from ivr.prompts import Prompts
from ivr.tables import load


@click.command(
    "prompts", help="Print the recording script of an institution: what to say, where it is heard, its file."
)
@click.argument("institution")
@institutions_option
@prompts_option
def command(institution: str, institutions: Path, prompts: Path) -> None:
    """Print the recording script."""
    tables = load(institutions)
    click.echo(recording_script(choose(tables, institution), Prompts.load(prompts, tables)))
