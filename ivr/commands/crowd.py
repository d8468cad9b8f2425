"""`ivr crowd`: a busy hour on the local service, so that desk, floor and reports have something to show."""

from pathlib import Path
from time import time_ns

import click

from ivr.commands.chosen import choose
from ivr.commands.folders import institutions_option, prompts_option
from ivr.local.crowd.crowd import Crowd, Plan
from ivr.local.crowd.network import CrowdNetwork
from ivr.local.crowd.pace import Pace
from ivr.local.ear import Ear
from ivr.local.scenarios import shown_first
from ivr.prompts import Prompts
from ivr.stores.demo.guide import demo
from ivr.tables import load

HELP = """Play callers and agents beside a running `ivr run`, until Ctrl-C or for some minutes.

Callers come by chance, of all kinds: who restore a key, ask something, mistype, give up, are cut off and call again,
ask to be called back. Agents are the demo's staff, as `ivr seed --json` shows them; who is at work already is left
alone. Some calls are held, asked about, given to a colleague or a queue, and a supervisor listens and leads the shift.
At the end everybody hangs up: no caller stays in a queue.
"""


@click.command("crowd", help=HELP)
@click.option("--institution", help="Whose line is called.  [default: the one with the most prepared calls]")
@click.option("--callers-per-hour", type=click.FloatRange(1, 3600), default=120, show_default=True)
@click.option("--agents", type=click.IntRange(1, 100), default=3, show_default=True)
@click.option("--supervisor/--no-supervisor", default=True, show_default=True, help="Whether somebody leads the shift.")
@click.option("--minutes", type=click.FloatRange(0), default=0, help="How long callers come; 0: until Ctrl-C.")
@click.option(
    "--speed", type=click.FloatRange(0.1, 20), default=1, show_default=True, help="Of people and their voices."
)
@click.option("--seed", type=int, help="The same seed: the same callers in the same order.")
@click.option("--desk", envvar="PUBLIC_URL", default="http://127.0.0.1:8000", show_default=True)
@click.option("--network", envvar="TWILIO_API_URL", default="http://127.0.0.1:8001", show_default=True)
@institutions_option
@prompts_option
def command(
    *,
    institution: str | None,
    callers_per_hour: float,
    agents: int,
    supervisor: bool,
    minutes: float,
    speed: float,
    seed: int | None,
    desk: str,
    network: str,
    institutions: Path,
    prompts: Path,
) -> None:
    """Play until the time is over or somebody says stop."""
    tables = load(institutions)
    known = demo(tables)
    table = choose(tables, institution or shown_first(tables, known)[0])
    people, chosen = known.institutions[table.id], time_ns() % 10_000 if seed is None else seed
    pace, ear = Pace(speed), Ear(Prompts.load(prompts, tables), table.id)
    crowd = Crowd(table, people, CrowdNetwork(network), desk.rstrip("/"), ear, pace, click.echo)
    pace.close_on_signals()
    click.echo(f"  A crowd at {table.name}: {callers_per_hour:g} callers an hour, seed {chosen}; Ctrl-C ends it.")
    crowd.play(Plan(callers_per_hour, agents, minutes, chosen, supervisor))
