"""Staff, and what they looked at."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, number, words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "staff",
        *words("id", "institution", "user", "name", "role", "voice", "password_hash", "totp_sealed"),
        *counts("totp_step"),
        sa.Column("active", sa.Boolean(), nullable=False),
        *counts("session_version"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("institution", "user", name="uq_staff_institution_user"),
    )
    op.create_table("looks", number(), *words("institution", "agent", "customer", "handoff"), *instants("at"))
    op.create_index("ix_looks_customer_at", "looks", ["customer", "at"])
