"""Calls, turns and handoffs."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_calls()
    create_turns()
    create_handoffs()


def create_calls() -> None:
    op.create_table(
        "calls",
        *words("sid", "institution", "line", "caller_number", "version", "procedure"),
        *instants("started"),
        *instants("ended", known=False),
        *words("outcome", "ended_by"),
        sa.PrimaryKeyConstraint("sid", name="pk_calls"),
    )
    op.create_index("ix_calls_institution_started", "calls", ["institution", "started"])


def create_turns() -> None:
    op.create_table(
        "turns",
        *words("entry", "institution", "call"),
        *counts("turn"),
        *words("step", "kind"),
        *counts("milliseconds"),
        *instants("at"),
        sa.PrimaryKeyConstraint("entry", name="pk_turns"),
    )
    op.create_index("ix_turns_call_turn", "turns", ["call", "turn"])


def create_handoffs() -> None:
    op.create_table(
        "handoffs",
        *words("id", "institution", "call", "queue", "procedure", "agent", "customer"),
        *instants("requested"),
        *instants("offered", "answered", "capsule", "ended", known=False),
        *words("outcome"),
        *counts("matched", "mismatched"),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
    )
    op.create_index("ix_handoffs_call", "handoffs", ["call"])
    op.create_index("ix_handoffs_institution_requested", "handoffs", ["institution", "requested"])
