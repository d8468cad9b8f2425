"""`ivr check`: read tables, prompts and recordings, visit every place of the scripts, and tell all mistakes."""

from collections.abc import Container
from pathlib import Path

import click

from ivr.authoring.checking import check
from ivr.authoring.explorer import explore
from ivr.commands.chosen import choose
from ivr.commands.folders import institutions_option, prompts_option
from ivr.errors import ConfigurationError
from ivr.institutions import Institution
from ivr.menus.main import answer_call, call_back
from ivr.prompts import Prompts
from ivr.tables import load

HELP = "Check tables, prompts, recordings and scripts (of one institution, or of all); every mistake is told at once."


@click.command("check", help=HELP)
@click.argument("institution", required=False)
@institutions_option
@prompts_option
def command(institution: str | None, institutions: Path, prompts: Path) -> None:
    """End with code 1 when there is a mistake. Tables and prompts are those of all; scripts take longer."""
    mistakes = check(institutions, prompts)
    if mistakes:
        raise ConfigurationError(mistakes)
    known = load(institutions)
    books = Prompts.load(prompts, known)
    chosen = [choose(known, institution)] if institution else known.values()
    places = [explored(table, books.book(table.id)) for table in chosen]
    click.echo(f"Tables, prompts and recordings are in order; {sum(places)} places of the scripts were visited.")


def explored(institution: Institution, book: Container[str]) -> int:
    """Visit every place that a caller can come to, and give how many there are. Raises ConfigurationError."""
    found = explore(call_back, institution, explore(answer_call, institution))
    unknown = sorted(prompt for prompt in found.prompts if prompt not in book)
    silent = [f"{institution.id}: no text for the prompt {prompt}" for prompt in unknown]
    if found.mistakes or silent:
        raise ConfigurationError([*found.mistakes, *silent])
    return len(found.places)
