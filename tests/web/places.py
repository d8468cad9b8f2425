"""What the records say of places on the staff, and of who changed them."""

from sqlalchemy import select

from ivr.stores.audit.chain import verify
from ivr.stores.demo.staff import DemoStaff
from ivr.stores.schema import AuditRecord, StaffRecord
from tests.web.office import Office

DEEDS = ("factor", "password", "sign-out", "deactivate")
"""What an administrator can do that ends somebody's sessions: the ends of the addresses."""


def record(office: Office, person: DemoStaff) -> StaffRecord:
    """Give somebody's record as it is now."""
    with office.records.read() as session:
        return session.scalars(select(StaffRecord).filter_by(user=person.user)).one()


def links(office: Office) -> list[tuple[str, str, str, str]]:
    """Give what the audit says of changes of the staff."""
    with office.records.read() as session:
        assert verify(session, "serfinansa") is None
        found = session.scalars(select(AuditRecord).order_by(AuditRecord.sequence))
        return [(one.kind, one.actor, one.channel, one.subject) for one in found if one.kind.startswith("staff_")]
