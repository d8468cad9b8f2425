"""What happens at a branch: whom a member of the staff attends, and the requests that were filed there."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class AttendanceRecord(Base):
    """A customer (by reference; a decoy's for an unknown document) before a member of the staff, until `ended`.

    `codes` counts those that were sent; `missed` says that an earlier number did not match. `finger` is what the reader
    said: empty, waiting, valid, differs or away; `finger_check` is its name for it.
    """

    __tablename__ = "branch_attendances"
    __table_args__ = (Index(None, "staff", "ended"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    staff: Mapped[str]
    customer: Mapped[str]
    masked: Mapped[str]
    opened: Mapped[datetime]
    ended: Mapped[datetime | None]
    codes: Mapped[int] = mapped_column(default=0)
    missed: Mapped[bool] = mapped_column(default=False)
    finger: Mapped[str] = mapped_column(default="")
    finger_check: Mapped[str] = mapped_column(default="")


class BranchRequestRecord(Base):
    """A mobile that is to be registered, and a code that is to be sent there, before `due`.

    `number` (E.164) waits sealed, and is wiped once the request is over; `mask` is what is shown of it. `evidence` is
    fingerprint or two_staff (`filed_by` and `attested_by`). `state` is filed, approved, registered, sent or refused;
    what people see of it depends on the time too (`ivr.agents.branch.request`).
    """

    __tablename__ = "branch_requests"
    __table_args__ = (Index(None, "institution", "state"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    attendance: Mapped[str] = mapped_column(unique=True)
    customer: Mapped[str]
    masked: Mapped[str]
    number: Mapped[str]
    mask: Mapped[str]
    evidence: Mapped[str]
    filed: Mapped[datetime]
    filed_by: Mapped[str]
    attested_by: Mapped[str]
    held_until: Mapped[datetime]
    due: Mapped[datetime]
    state: Mapped[str]
    answered_by: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    over: Mapped[datetime | None]
