"""Reads what is asked of everybody first: the version of the terms, and how people are told from programs."""

from ivr.admission import DIGITS, NOTHING, WORK, Admission
from ivr.tables.reader import TableReader

VERSION = r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}"


def read_admission(root: TableReader) -> Admission:
    """Give what [terms] and [human_check] say; a table without them asks for neither."""
    terms, check = root.table("terms", optional=True), root.table("human_check", optional=True)
    return Admission(
        terms=terms.text("version", "a version such as 2026-11", VERSION, **({} if terms.data else {"default": ""})),
        web=_way(check, "web", (DIGITS, NOTHING, WORK)),
        phone=_way(check, "phone", (DIGITS, NOTHING)),
    )


def _way(table: TableReader, channel: str, ways: tuple[str, ...]) -> str:
    table.known.add(channel)
    return table.one_of(channel, ways) if channel in table.data else NOTHING
