"""What a person reads in the terminal when everything is ready: where to look, and how to stop."""

from collections.abc import Iterable

from ivr.institutions import Institution
from ivr.settings import Settings


def page(settings: Settings, tables: Iterable[Institution], *, has_network: bool, seconds: float) -> str:
    """Give the page; the telephone's addresses are on it when the local network runs."""
    rows = [("Agents' desk", f"{settings.public_url}/desk")]
    if has_network:
        network = settings.twilio_api_url
        rows = [
            ("Telephone", f"{network}/phone"),
            ("Demo", f"{network}/   calls that play themselves, agents at one click, text messages"),
            *rows,
            ("In the terminal", f"make call   (or: ivr call {next(iter(tables)).id})"),
        ]
    lines = [f"  {name:16} {text}" for name, text in rows]
    return "\n".join(
        ["", f"  The lines are open (ready in {seconds:.1f} s).", "", *lines, "", "  Ctrl-C stops everything.", ""]
    )
