"""`ivr worker`: send what is owed, look after queues and agents, carry what happened to the records."""

import click

from ivr.assembly import build
from ivr.logs import log_to_stderr
from ivr.settings import Settings


@click.command("worker", help="Run the background worker: messages, queues, records. Any number may run at once.")
def command() -> None:
    """Run until SIGTERM or SIGINT, and finish the job in hand first."""
    settings = Settings.load()
    log_to_stderr(settings.log_level)
    build(settings).worker.run()
