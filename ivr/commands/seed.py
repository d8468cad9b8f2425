"""`ivr seed`: make the tables of the database, and fill in the demo's customers and staff."""

import json
from pathlib import Path

import click

from ivr.commands.beside import folder_option, settings_beside
from ivr.commands.folders import institutions_option
from ivr.local.records import add_demo, migrate
from ivr.stores.demo.guide import demo
from ivr.tables import load


@click.command("seed", help="Make or renew the tables of the database, and add the demo's customers and staff.")
@click.option(
    "--json", "as_json", is_flag=True, help="Only print the demo: customers, staff, passwords, second factors."
)
@click.option("--tables-only", is_flag=True, help="Add nobody: for a service with customers of its own.")
@folder_option
@institutions_option
def command(*, as_json: bool, tables_only: bool, folder: Path | None, institutions: Path) -> None:
    """Print the demo, or bring the database up to date."""
    tables = load(institutions)
    if as_json:
        click.echo(json.dumps(demo(tables).as_json(), ensure_ascii=False, indent=2))
        return
    settings = settings_beside(folder)
    migrate(settings)
    added = 0 if tables_only else add_demo(settings, tables)
    click.echo(f"The tables are up to date; {added} people of the demo were added.")
