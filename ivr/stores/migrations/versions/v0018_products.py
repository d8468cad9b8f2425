"""What customers have, for questions about it."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, number, of_customer, words

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "products",
        number(),
        of_customer(),
        *words("kind", "last_four"),
        sa.Column("opened", sa.Date(), nullable=False),
        *words("office"),
        *counts("instalment"),
    )
    op.create_index("ix_products_customer", "products", ["customer"])
