"""The screens that may show a wallboard."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class ScreenRecord(Base):
    """A pass for one screen: of the pass itself there is only a digest (SHA-256 of its 128 random bits, in hex)."""

    __tablename__ = "screens"
    __table_args__ = (Index(None, "institution", "made"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    made: Mapped[datetime]
    made_by: Mapped[str]
    ends: Mapped[datetime]
    seen: Mapped[datetime | None]
    removed: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="")
