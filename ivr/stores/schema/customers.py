"""Customers as the reference bank knows them: who they are, how they are reached, and the key to their money."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ivr.key_policies import ACCESS
from ivr.stores.schema.base import Base

CURRENT = text("valid_to IS NULL")


class CustomerRecord(Base):
    """A customer. `reference` is opaque and says nothing about the document; `state` is active or frozen.

    `answers` holds what the agent's checklist asks: question id -> normalised answer.
    """

    __tablename__ = "customers"
    __table_args__ = (UniqueConstraint("institution", "document_type", "document_number"),)

    reference: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    document_type: Mapped[str]
    document_number: Mapped[str]
    name: Mapped[str]
    birth_date: Mapped[date]
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default="active")


class ContactRecord(Base):
    """A way to reach a customer (`kind` mobile, email or phone) from `valid_from` until `valid_to`, if it ended."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index("uq_contacts_current", "customer", "kind", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(ForeignKey("customers.reference"))
    kind: Mapped[str]
    value: Mapped[str]
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]
    changed_by: Mapped[str]


class KeyRecord(Base):
    """The customer's present key of a kind, only as its argon2id hash.

    A temporary one serves until `temporary_until`, that instant included; where and when its owner last typed it are
    the proof with which it may be replaced.
    """

    __tablename__ = "keys"

    customer: Mapped[str] = mapped_column(ForeignKey("customers.reference"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True, default=ACCESS)
    hash: Mapped[str]
    set_at: Mapped[datetime]
    temporary_until: Mapped[datetime | None]
    confirmed_in: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None]


class KeyHistoryRecord(Base):
    """A key that was replaced: a policy may refuse to take it again."""

    __tablename__ = "key_history"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(ForeignKey("customers.reference"), index=True)
    kind: Mapped[str] = mapped_column(default=ACCESS)
    hash: Mapped[str]
    set_at: Mapped[datetime]
    replaced_at: Mapped[datetime]


class KeyTriesRecord(Base):
    """Wrong keys of a kind in a row, and when they blocked it.

    Kept apart from the keys, because an unknown document must be blocked after as many failures as a known one.
    """

    __tablename__ = "key_tries"

    customer: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True, default=ACCESS)
    failures: Mapped[int]
    blocked_at: Mapped[datetime | None]
