"""Reads what agents do between calls: the wrap-up of each queue with its codes, and the reasons for taking no calls."""

from ivr.institutions import NotReadyReason, WrapUpCode, WrapUpRule
from ivr.tables.reader import TableReader

WORD = r"[a-z][a-z_]{0,39}"
WORDS = "lower case letters and _, as reports name it"
LONGEST_WRAP_UP = 1800
LONGEST_REASON = 28_800  # a working day


def read_wrap_up(table: TableReader) -> WrapUpRule:
    """Give a queue's wrap-up in seconds; a code can be required only where there is one and time to give it."""
    seconds = table.number("wrap_up_seconds", 0, LONGEST_WRAP_UP, default=0)
    rule = WrapUpRule(
        seconds=seconds,
        longest=table.number("wrap_up_longest", 0, LONGEST_WRAP_UP, default=seconds),
        required=table.flag("wrap_up_required", default=False),
        codes=tuple(_read_code(code) for code in table.tables("wrap_up_codes", optional=True)),
    )
    _once(table, "wrap_up_codes", [code.id for code in rule.codes])
    if rule.longest < rule.seconds:
        table.note("wrap_up_longest", rule.longest, f"at least wrap_up_seconds ({rule.seconds})")
    if rule.required and not (rule.codes and rule.seconds):
        table.note("wrap_up_required", "true", "false, or wrap_up_seconds and wrap_up_codes beside it")
    return rule


def read_not_ready(root: TableReader) -> tuple[NotReadyReason, ...]:
    """Give the reasons in the order in which agents read them; without one, an agent who pauses is offline."""
    reasons = tuple(_read_reason(reason) for reason in root.tables("not_ready", optional=True))
    _once(root, "not_ready", [reason.id for reason in reasons])
    return reasons


def _read_code(table: TableReader) -> WrapUpCode:
    return WrapUpCode(table.text("id", WORDS, WORD), table.text("label", "at most 60 characters", r"\S.{0,59}"))


def _read_reason(table: TableReader) -> NotReadyReason:
    return NotReadyReason(
        id=table.text("id", WORDS, WORD),
        label=table.text("label", "at most 40 characters", r"\S.{0,39}"),
        limit=table.number("limit", 60, LONGEST_REASON),
    )


def _once(table: TableReader, key: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        table.note(key, " ".join(ids), "each id once")
