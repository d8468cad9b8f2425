"""Customers, their contacts and their keys."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, number, of_customer, words

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_customers()
    create_contacts()
    create_keys()
    create_key_tries()


def create_customers() -> None:
    op.create_table(
        "customers",
        *words("reference", "institution", "document_type", "document_number", "name"),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        *words("state"),
        sa.PrimaryKeyConstraint("reference", name="pk_customers"),
        sa.UniqueConstraint(
            "institution",
            "document_type",
            "document_number",
            name="uq_customers_institution_document_type_document_number",
        ),
    )


def create_contacts() -> None:
    op.create_table(
        "contacts",
        number(),
        of_customer(),
        *words("kind", "value"),
        *instants("valid_from"),
        *instants("valid_to", known=False),
        *words("changed_by"),
    )
    current = sa.text("valid_to IS NULL")
    op.create_index(
        "uq_contacts_current",
        "contacts",
        ["customer", "kind"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )


def create_keys() -> None:
    op.create_table(
        "keys", of_customer(), *words("hash"), *instants("set_at"), sa.PrimaryKeyConstraint("customer", name="pk_keys")
    )
    op.create_table("key_history", number(), of_customer(), *words("hash"), *instants("set_at", "replaced_at"))
    op.create_index("ix_key_history_customer", "key_history", ["customer"])


def create_key_tries() -> None:
    op.create_table(
        "key_tries",
        *words("customer"),
        *counts("failures"),
        *instants("blocked_at", known=False),
        sa.PrimaryKeyConstraint("customer", name="pk_key_tries"),
    )
