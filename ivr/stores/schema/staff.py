"""Who works here, and which agent looked at which customer."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class StaffRecord(Base):
    """Somebody who signs in; `role` is a word of `ivr.security.roles.Role`, `voice` how their telephone is reached.

    `session_version` rises when their rights change: sessions of an older version are over at once. `totp_step` is the
    last time step whose code was used, so that no code signs in twice; `signed_in` is when that was.
    `password_temporary` says that somebody else gave them their password, and knows it. `skills` are words of the
    institution's queues, separated by commas.
    """

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("institution", "user"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    user: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    voice: Mapped[str]
    password_hash: Mapped[str]
    password_temporary: Mapped[bool] = mapped_column(default=False, server_default=false())
    totp_sealed: Mapped[str]
    totp_step: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    session_version: Mapped[int] = mapped_column(default=1)
    skills: Mapped[str] = mapped_column(default="", server_default="")
    signed_in: Mapped[datetime | None]


class LookRecord(Base):
    """An agent saw a customer's data during a handoff."""

    __tablename__ = "looks"
    __table_args__ = (Index(None, "customer", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution: Mapped[str]
    agent: Mapped[str]
    customer: Mapped[str]
    handoff: Mapped[str]
    at: Mapped[datetime]
