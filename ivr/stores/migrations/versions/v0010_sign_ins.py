"""When somebody of the staff came last: a place that nobody uses is found and ended."""

from alembic import op

from ivr.stores.migrations.columns import instants

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("staff", *instants("signed_in", known=False))
