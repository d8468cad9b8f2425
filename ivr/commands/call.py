"""`ivr call`: be the caller, in a terminal: hear in writing, press keys, read the text messages."""

import re
import sys
from pathlib import Path

import click

from ivr.commands.chosen import choose
from ivr.commands.folders import institutions_option
from ivr.institutions import Institution
from ivr.local.handset import Handset
from ivr.local.keyboard import Keyboard
from ivr.local.playing import PreparedKeys
from ivr.local.scenarios import Scenario, scenarios
from ivr.stores.demo.guide import demo
from ivr.tables import load

HELP = """Dial an institution's line through the local telephone network that `ivr run` starts.

With --play a call of the demo plays by itself, as on the network's home page: nothing is typed. Otherwise
type keys (0-9 * #) and Enter to press them, Enter alone to keep silent, Ctrl-D to hang up. From a pipe, a line of keys
is pressed each time that the line waits for keys; at the end of the input the caller hangs up at the next question.
"""


def with_country_code(_context: click.Context, _parameter: click.Parameter, number: str | None) -> str | None:
    """Give the number; '' stands for one that is withheld. Raises BadParameter for a number that nobody has."""
    if number and not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise click.BadParameter(f"found {number}; allowed: a number with country code such as +573000000001")
    return number


@click.command("call", help=HELP)
@click.argument("institution")
@click.option(
    "--from",
    "from_",
    callback=with_country_code,
    help="The caller's number, E.164.  [default: the mobile of the institution's first customer in the demo]",
)
@click.option("--play", is_flag=True, help="Play the institution's first prepared call.")
@click.option("--network", envvar="TWILIO_API_URL", default="http://127.0.0.1:8001", show_default=True)
@institutions_option
def command(institution: str, from_: str | None, network: str, institutions: Path, *, play: bool) -> None:
    """Call until somebody hangs up."""
    table = choose(load(institutions), institution)
    if play:
        return play_call(table, network)
    line, caller = table.lines[0], own_mobile(table) if from_ is None else from_
    click.echo(f"{caller} calls {line.label}")
    if sys.stdin.isatty():
        click.echo("  (type keys and Enter to press them, Enter alone to keep silent, Ctrl-D to hang up)")
    handset = Handset.dial(network, caller, line.number, click.echo)
    with Keyboard(handset, sys.stdin):
        handset.listen()
    return None


def play_call(table: Institution, network: str) -> None:
    """Play the first prepared call of an institution."""
    scenario, line = first_prepared(table), table.lines[0]
    click.echo(f"{scenario.caller} calls {line.label}: {scenario.title}")
    keys = PreparedKeys(scenario, click.echo)
    keys.handset = Handset.dial(network, scenario.caller, line.number, keys.tell)
    with Keyboard(keys.handset, keys):
        keys.handset.listen()


def first_prepared(table: Institution) -> Scenario:
    """Give it. Raises ClickException where no call can be prepared."""
    people = demo({table.id: table}).institutions[table.id].customers
    if (found := next(scenarios(table, people), None)) is None:
        raise click.ClickException(f"{table.name} has no call that plays by itself: its menu leads to none.")
    return found


def own_mobile(table: Institution) -> str:
    """Give the mobile of the demo's first customer who has one: there the codes arrive that they ask for."""
    people = demo({table.id: table}).institutions[table.id].customers
    return next(one.mobile for one in people if one.mobile)
