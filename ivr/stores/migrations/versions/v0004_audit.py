"""The audit chain, which the database itself keeps from being changed; effects and limits."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, number, words

revision = "0004"
down_revision = "0003"

SQLITE = (
    "CREATE TRIGGER audit_keeps_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
)
FUNCTION = "CREATE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ {} $$".format(
    "BEGIN RAISE EXCEPTION 'audit is append-only'; END"
)
POSTGRESQL = (
    FUNCTION,
    "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keeps()",
    "CREATE TRIGGER audit_keeps_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_keeps()",
)


def upgrade() -> None:
    create_audit()
    create_triggers()
    create_effects()
    create_limit_events()


def create_audit() -> None:
    op.create_table(
        "audit",
        *words("institution"),
        *counts("sequence"),
        *instants("at"),
        *words("kind", "actor", "channel", "caller", "agent", "machine", "subject", "detail", "previous", "hash"),
        sa.PrimaryKeyConstraint("institution", "sequence", name="pk_audit"),
    )
    op.create_table(
        "audit_heads",
        *words("institution"),
        *counts("sequence"),
        *words("hash"),
        sa.PrimaryKeyConstraint("institution", name="pk_audit_heads"),
    )


def create_triggers() -> None:
    embedded = op.get_bind().dialect.name == "sqlite"
    for statement in [SQLITE.format(verb=verb) for verb in ("update", "delete")] if embedded else POSTGRESQL:
        op.execute(statement)


def create_effects() -> None:
    op.create_table(
        "effects",
        *words("idempotency_key", "result"),
        *instants("at"),
        sa.PrimaryKeyConstraint("idempotency_key", name="pk_effects"),
    )


def create_limit_events() -> None:
    op.create_table("limit_events", number(), *words("institution", "kind", "subject"), *instants("at"))
    columns = ["institution", "kind", "subject", "at"]
    op.create_index("ix_limit_events_institution_kind_subject_at", "limit_events", columns)
