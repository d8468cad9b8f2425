"""Skills of the staff, what callers were told of their wait, and the call-backs that were asked for."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, words

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("staff", sa.Column("skills", sa.String(), nullable=False, server_default=""))
    for name in ("priority", "promised_from", "promised_to"):
        op.add_column("handoffs", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("handoffs", *instants("promised_at", known=False))
    create_call_backs()


def create_call_backs() -> None:
    op.create_table(
        "call_backs",
        *words("id", "institution", "queue", "procedure", "handoff", "number"),
        *instants("asked", "ended"),
        *instants("dialled", "reached", known=False),
        *counts("tries"),
        *words("answered_by", "outcome"),
        sa.PrimaryKeyConstraint("id", name="pk_call_backs"),
    )
    op.create_index("ix_call_backs_institution_asked", "call_backs", ["institution", "asked"])
