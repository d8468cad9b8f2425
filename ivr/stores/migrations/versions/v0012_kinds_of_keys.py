"""Keys of several kinds, and temporary ones; every key that there is already is an access key."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import instants

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for table in ("keys", "key_tries"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"pk_{table}", type_="primary")
            batch.add_column(kind())
            batch.create_primary_key(f"pk_{table}", ["customer", "kind"])
    op.add_column("key_history", kind())
    op.add_column("keys", *instants("temporary_until", known=False))
    op.add_column("keys", sa.Column("confirmed_in", sa.String(), nullable=False, server_default=""))
    op.add_column("keys", *instants("confirmed_at", known=False))


def kind() -> "sa.Column[str]":
    return sa.Column("kind", sa.String(), nullable=False, server_default="access")
