"""The audit of the floor: what supervisors did, to which agent or caller; and agents whom they sign out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from ivr.agents.supervision.supervising import FloorDeed
from ivr.errors import DeskError
from ivr.ports import Clock
from ivr.security.roles import Right
from ivr.stores.audit import chain
from ivr.stores.audit.desk import reference_of
from ivr.stores.board_book import agents_of
from ivr.stores.records import Records
from ivr.stores.schema import StaffRecord
from ivr.stores.staff.rules import holders

CHANNEL = "floor"


@dataclass(frozen=True)
class FloorRecords:
    """What `ivr.agents.supervision.supervising.FloorTrail` promises. May raise Unavailable."""

    records: Records
    clock: Clock

    def note(self, deed: FloorDeed) -> None:
        """Write one entry."""
        with self.records.begin() as session:
            append(session, deed, self.clock.now())

    def is_agent(self, institution: str, agent: str) -> bool:
        """Say whether somebody takes calls at this institution."""
        with self.records.read() as session:
            return agent in agents_of(session, institution)

    def end_sessions(self, institution: str, supervisor: str, agent: str) -> None:
        """Sign an agent out everywhere. Raises DeskError: forbidden, unknown_agent."""
        with self.records.begin() as session:
            if supervisor not in holders(session, institution, Right.DIRECT):
                raise DeskError("forbidden")
            theirs = update(StaffRecord).where(StaffRecord.id == agent, StaffRecord.active)
            if agent not in agents_of(session, institution):
                raise DeskError("unknown_agent")
            session.execute(theirs.values(session_version=StaffRecord.session_version + 1))
            append(session, FloorDeed(institution, "agent_sessions_ended", supervisor, agent), self.clock.now())


def append(session: Session, deed: FloorDeed, at: datetime) -> None:
    """Add a deed to the chain, as the last thing of the session's transaction."""
    handoff = deed.handoff
    occasion = {"conversation": handoff.call, "handoff": handoff.id} if handoff else {}
    chain.append(
        session,
        deed.institution,
        deed.kind,
        at=at,
        actor=deed.supervisor,
        channel=CHANNEL,
        agent=deed.agent,
        subject=reference_of(handoff) if handoff else "",
        caller_number=handoff.caller_number if handoff else "",
        detail={**occasion, **deed.detail},
    )
