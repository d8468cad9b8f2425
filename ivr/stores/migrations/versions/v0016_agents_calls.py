"""The calls of one agent are found by their day: each desk asks for its own."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_index("ix_handoffs_institution_agent_requested", "handoffs", ["institution", "agent", "requested"])
