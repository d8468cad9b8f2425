"""When a link was used, which proves something; one that a newer one took the place of proves nothing."""

from alembic import op

from ivr.stores.migrations.columns import instants

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("links", *instants("used", known=False))
