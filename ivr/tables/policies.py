"""Reads what a security code must be, and how often anything may fail."""

from ivr.institutions import CodePolicy, Limits
from ivr.tables.reader import TableReader

MINUTE = 60
DAY = 86_400


def read_code(root: TableReader) -> CodePolicy:
    """Give the policy of security codes; `life` in seconds is whole minutes, because it is said in minutes."""
    table = root.table("code", optional=True)
    policy = CodePolicy(
        length=table.number("length", 4, 8, default=6),
        life=table.number("life", MINUTE, DAY, default=5 * MINUTE),
        tries=table.number("tries", 1, 5, default=3),
        resend_after=table.number("resend_after", 30, 600, default=30),
        by=table.text("by", "sms, email or choice", r"sms|email|choice", default="sms"),
    )
    if policy.life % MINUTE:
        table.note("life", policy.life, "whole minutes in seconds, such as 300")
    return policy


def read_limits(root: TableReader) -> Limits:
    """Give the limits; what the table does not say is the careful default."""
    table = root.table("limits", optional=True)
    limits = Limits(
        failures_quarter_hour=table.number("failures_quarter_hour", 1, 20, default=5),
        failures_day=table.number("failures_day", 1, 50, default=10),
        failures_row=table.number("failures_row", 1, 100, default=15),
        documents_day=table.number("documents_day", 1, 100_000, default=5),
        codes_ten_minutes=table.number("codes_ten_minutes", 1, 10, default=3),
        codes_day=table.number("codes_day", 1, 50, default=5),
        checklist_day=table.number("checklist_day", 1, 20, default=3),
        breaker_ten_minutes=table.number("breaker_ten_minutes", 1, 100_000, default=100),
        address_documents_day=table.number("address_documents_day", 1, 100_000, default=20),
    )
    _ascending(table, failures_quarter_hour=limits.failures_quarter_hour, failures_day=limits.failures_day)
    _ascending(table, codes_ten_minutes=limits.codes_ten_minutes, codes_day=limits.codes_day)
    return limits


def _ascending(table: TableReader, **pair: int) -> None:
    (shorter, few), (longer, many) = pair.items()
    if many < few:
        table.note(longer, many, f"at least {shorter} ({few})")
