"""Whom branches attend, and the requests that are filed there."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, words

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "branch_attendances",
        *words("id", "institution", "staff", "customer", "masked", "finger", "finger_check"),
        *instants("opened"),
        *instants("ended", known=False),
        *counts("codes"),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_branch_attendances"),
    )
    op.create_index("ix_branch_attendances_staff_ended", "branch_attendances", ["staff", "ended"])
    op.create_table(
        "branch_requests",
        *words("id", "institution", "attendance", "customer", "masked", "number", "mask", "evidence"),
        *words("filed_by", "attested_by", "state", "answered_by", "why"),
        *instants("filed", "held_until", "due"),
        *instants("over", known=False),
        *counts("tries"),
        sa.PrimaryKeyConstraint("id", name="pk_branch_requests"),
        sa.UniqueConstraint("attendance", name="uq_branch_requests_attendance"),
    )
    op.create_index("ix_branch_requests_institution_state", "branch_requests", ["institution", "state"])
