"""One-time links."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import instants, words

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "links",
        *words("token_hash", "institution", "customer", "procedure", "conversation"),
        *instants("created", "expires_at"),
        *instants("ended", known=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_links"),
    )
    op.create_index("ix_links_customer", "links", ["customer"])
