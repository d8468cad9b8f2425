"""Reads from whom the e-mails with a link come, what they are about, and how long a link serves."""

from ivr.key_policies import LinkPolicy
from ivr.tables.reader import TableReader

MINUTE = 60
LONGEST = 1440
SENDER = r"(?:[^<>\r\n\"@]{1,40} <[^<>\s@]{1,64}@[A-Za-z0-9.-]+>|[^<>\s@]{1,64}@[A-Za-z0-9.-]+)"


def read_link(root: TableReader) -> LinkPolicy | None:
    """Give what a table says of links, or None where the institution sends none."""
    if "link" not in root.data:
        root.known.add("link")
        return None
    table = root.table("link")
    return LinkPolicy(
        sender=table.text("sender", "an address such as Alianza <clave@alianza.example.co>", SENDER),
        subject=table.text("subject", "a line of at most 70 characters", r"\S[^\r\n]{0,69}"),
        life=table.number("life_minutes", 1, LONGEST) * MINUTE,
    )
