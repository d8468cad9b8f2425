"""What agents did all day, and how long each call kept them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import instants, words

revision = "0006"
down_revision = "0005"
OPEN = sa.text("until IS NULL")


def upgrade() -> None:
    create_intervals()
    add_times()


def create_intervals() -> None:
    op.create_table(
        "agent_intervals",
        *words("entry", "institution", "agent", "state", "reason", "handoff"),
        *instants("since"),
        *instants("until", known=False),
        sa.PrimaryKeyConstraint("entry", name="pk_agent_intervals"),
    )
    index("ix_agent_intervals_institution_agent_since", ["institution", "agent", "since"])
    index("ix_agent_intervals_institution_since", ["institution", "since"])
    index("ix_agent_intervals_open", ["institution", "agent"], OPEN)


def index(name: str, columns: Sequence[str], where: sa.TextClause | None = None) -> None:
    op.create_index(name, "agent_intervals", list(columns), sqlite_where=where, postgresql_where=where)


def add_times() -> None:
    """Old rows say nothing of it, and an older version that still writes need not know: so each has a default."""
    for name in ("talked", "held", "in_capsule", "wrapping"):
        op.add_column("handoffs", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("handoffs", *instants("wrapped_up", known=False))
    for name in ("wrap_up_code", "note", "follow_up"):
        op.add_column("handoffs", sa.Column(name, sa.String(), nullable=False, server_default=""))
