"""What happened on the pages: visits, and calls that went on on a page; never a network address."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class VisitRecord(Base):
    """One conversation as far as it was on a page, by its name: a visit, or a call that went over by a link.

    `began_on` is web for a visit and phone for such a call, whose visit began when its link was sent. `linked` and
    `opened` are the first instants in which a link was sent and opened. `outcome` is a word of `ivr.reports.visits`,
    and empty while it goes on.
    """

    __tablename__ = "visits"
    __table_args__ = (Index(None, "institution", "started"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    version: Mapped[str]
    began_on: Mapped[str]
    procedure: Mapped[str]
    started: Mapped[datetime]
    linked: Mapped[datetime | None]
    opened: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    outcome: Mapped[str]
