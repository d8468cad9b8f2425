"""Messages that are e-mails; all that there are already are text messages."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("messages", sa.Column("channel", sa.String(), nullable=False, server_default="sms"))
