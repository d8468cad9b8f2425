"""Messages that are owed, and what the network said of them."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, number, words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "messages",
        number(),
        *words("idempotency_key", "institution", "to", "body"),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        *words("purpose", "state"),
        sa.Column("sid", sa.String(), nullable=True),
        *counts("attempts"),
        *instants("created", "next_attempt_at"),
        *instants("expires_at", "first_claimed_at", "claimed_until", "wiped_at", known=False),
        *words("claimed_by"),
        sa.UniqueConstraint("idempotency_key", name="uq_messages_idempotency_key"),
        sa.UniqueConstraint("sid", name="uq_messages_sid"),
    )
    op.create_index("ix_messages_state_next_attempt_at", "messages", ["state", "next_attempt_at"])
    op.create_table(
        "message_events",
        *words("sid", "status", "error_code"),
        *instants("at"),
        sa.PrimaryKeyConstraint("sid", "status", name="pk_message_events"),
    )
