"""`ivr worker`: send what is owed, look after queues and agents, carry what happened to the records."""

import click
from gevent import monkey


@click.command("worker", help="Run the background worker: messages, queues, records. Any number may run at once.")
def command() -> None:
    """Run until SIGTERM or SIGINT, and finish the job in hand first."""
    monkey.patch_all()
    from ivr.assembly import build
    from ivr.settings import Settings

    build(Settings.load()).worker.run()
