"""Links by which customers go on with what they began, each for one use."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class LinkRecord(Base):
    """A link that was sent: its token is kept as a keyed hash only, and serves once, until `expires_at` at the latest.

    `ended` is when it was used, or when a newer one for the same `procedure` took its place; `used` is empty then: only
    a link that was used proves in its conversation that somebody reads the customer's mailbox or messages.
    """

    __tablename__ = "links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    customer: Mapped[str] = mapped_column(index=True)
    procedure: Mapped[str]
    conversation: Mapped[str]
    created: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended: Mapped[datetime | None]
    used: Mapped[datetime | None]
