"""What a person reads in the terminal when everything is ready: where to look, and how to stop."""

import sys
from collections.abc import Iterable
from pathlib import Path

from ivr.institutions import Institution
from ivr.settings import Settings

USUAL_DESK, USUAL_NETWORK = "http://127.0.0.1:8000", "http://127.0.0.1:8001"


def page(settings: Settings, tables: Iterable[Institution], *, has_network: bool, seconds: float) -> str:
    """Give the page; the telephone's addresses are on it when the local network runs."""
    known = tuple(tables)
    rows = [("Agents' desk", f"{settings.public_url}/desk"), ("Who may sign in", f"{program()} seed --json")]
    rows = [
        *((f"Line{'s' * (len(each.lines) > 1)}", f"{each.name}: {_numbers(each)}") for each in known),
        *(("Customers' pages", f"{settings.public_url}/{each.id}/") for each in known if each.web.procedures),
        *rows,
    ]
    if has_network:
        rows = [*_telephone(settings, [each.id for each in known]), *rows]
    lines = [f"  {name:16} {text}" for name, text in rows]
    head, foot = f"  The lines are open (ready in {seconds:.1f} s).", "  Ctrl-C stops everything."
    return "\n".join(["", head, "", *lines, "", foot, ""])


def program() -> str:
    """Give how this program is typed from this folder: `make` finds it in .venv, a terminal beside it does not."""
    own = Path(sys.executable).with_name("ivr")
    return str(own.relative_to(Path.cwd())) if own.exists() and own.is_relative_to(Path.cwd()) else own.name


def _numbers(table: Institution) -> str:
    return ", ".join(line.label for line in table.lines)


def _telephone(settings: Settings, institutions: list[str]) -> list[tuple[str, str]]:
    network = settings.twilio_api_url
    option = "" if network == USUAL_NETWORK else f" --network {network}"
    desk = "" if settings.public_url == USUAL_DESK else f" --desk {settings.public_url}"
    others = f"   (or {', '.join(institutions[1:])})" if institutions[1:] else ""
    return [
        ("Start here", f"{network}/   (agents at one click, calls that play themselves, text messages)"),
        ("Telephone", f"{network}/phone"),
        ("In a terminal", f"{program()} call {institutions[0]}{option}{others}"),
        ("A busy hour", f"{program()} crowd{desk}{option}"),
    ]
