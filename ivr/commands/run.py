"""`ivr run`: the whole service on this machine, with nothing installed and no account."""

from pathlib import Path

import click

from ivr.local.folder import Folder
from ivr.local.serve import serve

HELP = """Serve everything on this machine until Ctrl-C.

What the environment does not name it brings along: a Valkey for REDIS_URL, an SQLite file with demo customers for
DATABASE_URL, a telephone network for TWILIO_API_URL. What it keeps is in --folder.
"""


@click.command("run", help=HELP)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default="var", show_default=True)
def command(folder: Path) -> None:
    """Run until told to stop."""
    serve(Folder.make(folder), click.echo)
