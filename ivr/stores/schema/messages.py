"""Messages that are owed to customers, and what became of them."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class MessageRecord(Base):
    """An SMS or an e-mail (`channel`) that is owed, being sent, or was sent.

    `purpose` is code, link or notice; `state` owed, sending, sent, delivered, undelivered, failed, or nowhere (for
    an unknown customer: never sent). A `sealed` body is opened by the worker only, and wiped once sent.
    """

    __tablename__ = "messages"
    __table_args__ = (Index(None, "state", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    institution: Mapped[str]
    to: Mapped[str]
    channel: Mapped[str] = mapped_column(default="sms")
    body: Mapped[str]
    sealed: Mapped[bool]
    purpose: Mapped[str]
    state: Mapped[str]
    sid: Mapped[str | None] = mapped_column(unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    first_claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(default="")
    claimed_until: Mapped[datetime | None]
    wiped_at: Mapped[datetime | None]


class MessageEventRecord(Base):
    """What the network said of a message, once a status; it may arrive before the message is marked as sent."""

    __tablename__ = "message_events"

    sid: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(primary_key=True)
    error_code: Mapped[str]
    at: Mapped[datetime]
