"""Users of companies, each a person with a name of their own there."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import of_customer, words

revision = "0020"
down_revision = "0019"
COMPANY = ("institution", "document_type", "document_number")


def upgrade() -> None:
    op.create_table(
        "company_users",
        *words(*COMPANY, "user_name", "keys", "role"),
        of_customer(),
        sa.PrimaryKeyConstraint(*COMPANY, "user_name", name="pk_company_users"),
    )
    op.create_index("ix_company_users_keys", "company_users", [*COMPANY, "keys"])
