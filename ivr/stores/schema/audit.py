"""Who did what, in a chain that shows when somebody touched it; and what was done once and is not done again."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class AuditRecord(Base):
    """One link of an institution's chain; `hash` covers every other column and the `previous` hash.

    `detail` is canonical JSON, kept as text so that it is hashed as it is read.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "institution", "at"),
        Index(None, "institution", "kind", "at"),
        Index(None, "institution", "subject", "at"),
        Index(None, "institution", "agent", "at"),
    )

    institution: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    actor: Mapped[str]
    channel: Mapped[str]
    caller: Mapped[str]
    agent: Mapped[str]
    machine: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHeadRecord(Base):
    """The last link of each chain: writers queue for this row, and a chain that was cut short does not match it."""

    __tablename__ = "audit_heads"

    institution: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[str]


class EffectRecord(Base):
    """The result of an effect, kept so that a repetition is answered and not done again."""

    __tablename__ = "effects"

    idempotency_key: Mapped[str] = mapped_column(primary_key=True)
    result: Mapped[str]
    at: Mapped[datetime]


class LimitEventRecord(Base):
    """Something that is counted over longer than a call: a failure, a code sent, a document tried."""

    __tablename__ = "limit_events"
    __table_args__ = (Index(None, "institution", "kind", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str]
    at: Mapped[datetime]
