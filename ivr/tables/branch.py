"""Reads what branches may do for customers: codes that they send, and requests that they file."""

from collections.abc import Mapping
from datetime import timedelta

from ivr.branch_policies import BranchPolicy
from ivr.procedures import OFFICE_CODE, Procedure
from ivr.tables.reader import TableReader

DAY = 24
"""Hours: no code of a branch serves longer, and no request may be due later."""
HALF_DAY = 720
"""Minutes."""
MOST_DOCUMENTS = 1000
"""A day, for one member of the staff: more than anybody can attend."""


def read_branch(root: TableReader) -> BranchPolicy | None:
    """Give what [branch] says, or None where branches do nothing of this. A hold ends before the request is due."""
    if "branch" not in root.data:
        root.known.add("branch")
        return None
    table = root.table("branch")
    within = table.number("within_hours", 1, DAY, default=DAY)
    hold = table.number("hold_minutes", 0, HALF_DAY, default=60)
    if hold >= within * 60:
        table.note("hold_minutes", hold, f"less than within_hours ({within * 60} minutes)")
    return BranchPolicy(
        code_life=timedelta(hours=table.number("code_life_hours", 1, DAY, default=12)),
        within=timedelta(hours=within),
        hold=timedelta(minutes=hold),
        second_approval=table.flag("second_approval", default=True),
        reader=table.flag("fingerprint_reader", default=False),
        documents_day=table.number("documents_day", 1, MOST_DOCUMENTS, default=150),
    )


def check_branch(root: TableReader, branch: BranchPolicy | None, procedures: Mapping[str, Procedure]) -> None:
    """Note a branch whose codes could be used nowhere, and a procedure for codes that no branch sends."""
    if branch is not None and OFFICE_CODE not in procedures:
        root.note("branch", "codes that nothing asks for", f"a procedure [procedures.{OFFICE_CODE}] as well")
    if branch is None and OFFICE_CODE in procedures:
        root.note(f"procedures.{OFFICE_CODE}", "codes that nobody sends", "a table [branch] as well")
