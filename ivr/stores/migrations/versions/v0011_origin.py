"""Callers who came from another agent, and how true it was what callers were told of their wait."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("origin", sa.String(), nullable=False, server_default=""))
    for table in ("queue_counts", "agent_counts"):
        for name in ("handed_over", "promised", "promise_kept"):
            op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        op.add_column(table, sa.Column("promise_error", sa.BigInteger(), nullable=False, server_default="0"))
