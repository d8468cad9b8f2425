"""What happened on the pages, and its figures beside those of the telephone, whose is all that was counted before."""

import sqlalchemy as sa
from alembic import op

from ivr.stores.migrations.columns import counts, instants, words

revision = "0022"
down_revision = "0021"
VISITS = ("started", "met", "sent_to_telephone", "unmet", "left_page", "going_on", "link_sent", "link_opened")
CROSSINGS = ("crossed", "page_opened", "came_back", "ended_there", "left_there", "still_there", "met_there")
DAY = ("institution", "day")


def upgrade() -> None:
    op.create_table(
        "visits",
        *words("id", "institution", "version", "began_on", "procedure"),
        *instants("started"),
        *instants("linked", "opened", "ended", known=False),
        *words("outcome"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index("ix_visits_institution_started", "visits", ["institution", "started"])
    op.add_column("turns", channel())
    op.add_column("counted_days", sa.Column("visits", sa.Integer(), nullable=False, server_default="0"))
    for table, of in (("funnel_counts", ("procedure",)), ("step_counts", ("version", "step"))):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"pk_{table}", type_="primary")
            batch.add_column(channel())
            batch.create_primary_key(f"pk_{table}", [*DAY, *of, "channel"])
    create_counts("visit_counts", *VISITS)
    create_counts("crossing_counts", *CROSSINGS)


def channel() -> "sa.Column[str]":
    return sa.Column("channel", sa.String(), nullable=False, server_default="phone")


def create_counts(table: str, *names: str) -> None:
    """Make a table with a row for each day and procedure."""
    day = sa.Column("day", sa.Date(), nullable=False)
    key = sa.PrimaryKeyConstraint(*DAY, "procedure", name=f"pk_{table}")
    op.create_table(table, *words("institution"), day, *words("procedure"), *counts(*names), key)
