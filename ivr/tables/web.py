"""Reads what customers find on the institution's pages, and how these look."""

from collections.abc import Mapping
from types import MappingProxyType

from ivr.procedures import Procedure, Web
from ivr.tables.reader import TableReader
from ivr.tables.service import TWO_PROOFS_ALONE

CONTRAST = 4.5
"""What letters need against their ground (WCAG 2.2, 1.4.3)."""
OFFERED = ("activate", "change", "recover", "enter", "regain", "sent_key", "private_zone", "reset", "office_code")
"""The scripts that are played on a page."""
PLAIN = Web()


def read_web(root: TableReader, procedures: Mapping[str, Procedure]) -> Web:
    """Give what the pages offer; an institution without the table [web] has none."""
    table = root.table("web", optional=True)
    web = Web(
        procedures=MappingProxyType(_read_procedures(table, procedures)),
        colour=table.text("colour", "a colour such as #0b5563", r"#[0-9a-f]{6}", default=PLAIN.colour),
        logo=table.text("logo", "the name of a logo's file, without .svg", r"[a-z][a-z0-9_]*", default=""),
        branch=table.text("branch", "where customers are attended, such as: una oficina", default=PLAIN.branch),
    )
    if contrast_to_white(web.colour) < CONTRAST:
        table.note("colour", web.colour, f"a darker one: white letters on it need a contrast of {CONTRAST}")
    return web


def _read_procedures(web: TableReader, procedures: Mapping[str, Procedure]) -> dict[str, Procedure]:
    parent = web.table("procedures", optional=True)
    parent.known.update(parent.data)
    return {name: _read_procedure(parent, name, procedures) for name in parent.data}


def _read_procedure(parent: TableReader, name: str, procedures: Mapping[str, Procedure]) -> Procedure:
    """Give a procedure as a page plays it: without an agent, and so with two proofs or a reason why not."""
    table = parent.table(name)
    reason = table.text("single_proof_reason", "why one proof is enough here", default="")
    label = table.text("label")
    if name not in OFFERED or name not in procedures:
        parent.note(name, "a procedure that no page can play", ", ".join(sorted({*OFFERED} & procedures.keys())))
        return Procedure(name, label, agent=False, queue="", checklist="", single_proof_reason=reason)
    if name not in TWO_PROOFS_ALONE and not reason:
        table.note("single_proof_reason", "nothing, and one proof", "a reason why one proof is enough here")
    known = procedures[name]
    return Procedure(name, label, False, known.queue, known.checklist, reason)  # noqa: FBT003 - no agent


def contrast_to_white(colour: str) -> float:
    """Give the contrast of a colour (#rrggbb) to white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB's own
