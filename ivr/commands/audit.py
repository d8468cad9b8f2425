"""`ivr audit verify`: prove that nobody touched the audit, or name the first record that was."""

from pathlib import Path

import click
from sqlalchemy.exc import ArgumentError

from ivr.commands.folders import institutions_option
from ivr.stores.audit import head, verify
from ivr.stores.records import Records
from ivr.tables import load


@click.group("audit", help="The chain of records of who did what.")
def command() -> None:
    """Group the commands about the audit."""


@command.command("verify")
@click.option(
    "--database", envvar="DATABASE_URL", default="sqlite:///var/ivr.sqlite", show_default=True, help="The records."
)
@institutions_option
def verify_command(database: str, institutions: Path) -> None:
    """Walk the chain of every institution; end with code 1 at the first record that is not as it was written."""
    try:
        records = Records(database)
    except ArgumentError:
        message = f"{database!r} is no address of a database; allowed: postgresql+psycopg://... or sqlite:///..."
        raise click.BadParameter(message, param_hint="--database") from None
    with records.read() as session:
        for institution in load(institutions):
            bad = verify(session, institution)
            if bad is not None:
                raise click.ClickException(f"{institution}: record {bad} is not as it was written")
            last = head(session, institution)
            click.echo(f"{institution}: {last.sequence} records in order; the last hash is {last.hash}")
