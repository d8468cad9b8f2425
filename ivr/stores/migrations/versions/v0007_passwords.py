"""Passwords that somebody else has given, and that are replaced at the next sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    false = sa.false()
    op.add_column("staff", sa.Column("password_temporary", sa.Boolean(), nullable=False, server_default=false))
