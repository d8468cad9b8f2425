"""`ivr graph`: a picture of an institution's menus."""

from pathlib import Path

import click

from ivr.authoring.graph import graph
from ivr.commands.chosen import choose
from ivr.commands.folders import institutions_option, prompts_option
from ivr.prompts import Prompts
from ivr.tables import load


@click.command("graph", help="Print a picture of the menus of an institution.")
@click.argument("institution")
@institutions_option
@prompts_option
def command(institution: str, institutions: Path, prompts: Path) -> None:
    """Print the picture."""
    tables = load(institutions)
    click.echo(graph(choose(tables, institution), Prompts.load(prompts, tables)))
