"""The image and phrase of members."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import instants, of_customer, words

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "recognitions",
        of_customer(),
        *words("image", "phrase"),
        *instants("chosen_at"),
        sa.PrimaryKeyConstraint("customer", name="pk_recognitions"),
    )
