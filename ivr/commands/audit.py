"""`ivr audit verify`: prove that nobody touched the audit, or name the first record that was."""

import os
from pathlib import Path

import click
from sqlalchemy.exc import ArgumentError

from ivr.commands.beside import folder_option, refuse_missing_file, settings_beside
from ivr.commands.folders import institutions_option
from ivr.stores.audit.chain import head, verify
from ivr.stores.records import Records
from ivr.tables import load


@click.group("audit", help="The chain of records of who did what.")
def command() -> None:
    """Group the commands about the audit."""


@command.command("verify")
@click.option("--database", help="The address of the records, instead of that of the settings.")
@folder_option
@institutions_option
def verify_command(database: str | None, folder: Path | None, institutions: Path) -> None:
    """Walk the chain of every institution; end with code 1 at the first record that is not as it was written."""
    with _records(database or _database(folder)).read() as session:
        for institution in load(institutions):
            bad = verify(session, institution)
            if bad is not None:
                raise click.ClickException(f"{institution}: record {bad} is not as it was written")
            last = head(session, institution)
            click.echo(f"{institution}: {last.sequence} records in order; the last hash is {last.hash}")


def _database(folder: Path | None) -> str:
    """Give the address of the records: an auditor's environment needs no other setting."""
    address = os.environ.get("DATABASE_URL") if folder is None else None
    return address or settings_beside(folder).database_url


def _records(database: str) -> Records:
    try:
        refuse_missing_file(database)
        return Records(database)
    except ArgumentError:
        message = f"{database!r} is no address of a database; allowed: postgresql+psycopg://... or sqlite:///..."
        raise click.BadParameter(message, param_hint="--database") from None
