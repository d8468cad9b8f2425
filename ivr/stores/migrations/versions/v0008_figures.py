"""The figures of each day, and what finds the facts of a day and the links of the audit."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, words

revision = "0008"
down_revision = "0007"
CALLERS = ("offered", "answered", "in_time", "short", "abandoned", "gone_in_time", "call_backs", "turned_away")
MILLISECONDS = ("waited", "gone_waited", "longest", "talked", "held", "in_capsule", "wrapping")
REACHED = ("came", "identified", "checked", "code_sent", "code_right", "key_set", "contained")
ENDS = ("went_on", "to_agent", "back", "failed", "hung_up", "goodbye", "repeats")
DAY = ("institution", "day")


def upgrade() -> None:
    table("counted_days", (), *instants("counted"), *counts("calls"))
    op.create_table(
        "queue_counts",
        *key_of_day(),
        *instants("slot"),
        *words("queue", "procedure"),
        *counts(*CALLERS),
        *times(*MILLISECONDS),
        sa.PrimaryKeyConstraint(*DAY, "slot", "queue", "procedure", name="pk_queue_counts"),
    )
    table("agent_counts", ("agent", "queue"), *counts(*CALLERS), *times(*MILLISECONDS))
    table("state_counts", ("agent", "state", "reason"), *counts("stays"), *times("milliseconds"), *counts("too_long"))
    table("funnel_counts", ("procedure",), *counts(*REACHED))
    table("step_counts", ("version", "step"), *counts(*ENDS))
    for name in ("kind", "subject", "agent"):
        op.create_index(f"ix_audit_institution_{name}_at", "audit", ["institution", name, "at"])
    op.create_index("ix_audit_institution_at", "audit", ["institution", "at"])


def table(name: str, of: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    """Make a table with a row for each day, and each of the words `of`."""
    op.create_table(name, *key_of_day(), *words(*of), *columns, sa.PrimaryKeyConstraint(*DAY, *of, name=f"pk_{name}"))


def key_of_day() -> list[sa.Column[Any]]:
    return [*words("institution"), sa.Column("day", sa.Date(), nullable=False)]


def times(*names: str) -> list[sa.Column[Any]]:
    """Give columns of milliseconds: those of a day are more than 32 bits hold."""
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
