"""Reads what is asked of everybody first: the version of the terms, and how people are told from programs."""

from collections.abc import Container

from ivr.admission import DIGITS, NOTHING, WORK, Admission
from ivr.key_policies import KeyPolicy
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


def check_recover(root: TableReader, procedures: Container[str], key: KeyPolicy) -> None:
    """Note a procedure in which customers type a temporary key that the table does not have."""
    typed = key.temporary is not None and key.temporary.made_by == "customer"
    if "recover" in procedures and not typed:
        allowed = '[key.temporary] with made_by = "customer", or another procedure'
        root.note("procedures.recover", "no temporary key that customers type", allowed)


def _way(table: TableReader, channel: str, ways: tuple[str, ...]) -> str:
    table.known.add(channel)
    return table.one_of(channel, ways) if channel in table.data else NOTHING
