"""Who may change the staff, decided inside the transaction of the change: what was read before may be over by then."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.agents.staff import PAGE, Author
from ivr.errors import DeskError
from ivr.security.roles import Right, Role, rights_of
from ivr.stores.schema import StaffRecord


def admit(session: Session, institution: str, staff_id: str, by: Author) -> None:
    """Let a change of somebody's place happen, or raise DeskError.

    At the terminal, whoever runs the service may do all. On a page: `forbidden` unless the author has the right now,
    in this institution; `yourself` for one's own place, so that nobody lifts themselves, and nobody who took over a
    session keeps it. All who have the right are locked until the change is done. So of two who end each other only one
    does, and because the author stays, an institution never loses its last administrator on a page.
    """
    if by.channel != PAGE:
        return
    if by.actor not in holders(session, institution, Right.STAFF):
        raise DeskError("forbidden")
    if by.actor == staff_id:
        raise DeskError("yourself")


def keep_voices_apart(session: Session, staff_id: str, voice: str) -> None:
    """Raise DeskError("voice_taken") for a `client:` identity of somebody else: one's calls would ring at another's."""
    theirs = select(StaffRecord.id).where(
        StaffRecord.voice == voice, StaffRecord.active, StaffRecord.id != staff_id, StaffRecord.voice.like("client:%")
    )
    if session.scalars(theirs).first() is not None:
        raise DeskError("voice_taken")


def holders(session: Session, institution: str, right: Right) -> list[str]:
    """Lock and give those who have a right at an institution, always in the same order."""
    roles = [role for role in Role if right in rights_of(role)]
    theirs = select(StaffRecord.id).where(
        StaffRecord.institution == institution, StaffRecord.role.in_(roles), StaffRecord.active
    )
    return list(session.scalars(theirs.order_by(StaffRecord.id).with_for_update()))
