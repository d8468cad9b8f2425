"""The screens that may show a wallboard."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import instants, words

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "screens",
        *words("id", "institution", "name", "digest", "made_by", "removed_by"),
        *instants("made", "ends"),
        *instants("seen", "removed", known=False),
        sa.PrimaryKeyConstraint("id", name="pk_screens"),
        sa.UniqueConstraint("digest", name="uq_screens_digest"),
    )
    op.create_index("ix_screens_institution_made", "screens", ["institution", "made"])
