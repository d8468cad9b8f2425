"""The audit as auditors read it: searched by index, and walked in parts that keep nobody waiting."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.reports.calendar import bounds
from ivr.reports.trail import Link, Links, Proof, Question
from ivr.stores.audit import chain
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord

ON_A_PAGE = 50
PART = 2000
"""Links of one walk: a third of a second."""


@dataclass(frozen=True)
class AuditRecords:
    """See `ivr.reports.trail.AuditBook`."""

    records: Records
    clock: Clock
    institutions: Mapping[str, Institution]

    def search(self, question: Question, after: str) -> Links:
        """Give the newest links that fit, from where the ones before ended. Raises ValueError for a wrong `after`."""
        wanted: Any = select(AuditRecord).where(*self._conditions(question), *_from(after))
        newest = (AuditRecord.at.desc(), AuditRecord.sequence.desc())
        with self.records.read() as session:
            found = session.scalars(wanted.order_by(*newest).limit(ON_A_PAGE + 1)).all()
        shown = found[:ON_A_PAGE]
        more = f"{shown[-1].at.isoformat()}|{shown[-1].sequence}" if len(found) > ON_A_PAGE else ""
        return Links(tuple(_read(each) for each in shown), more)

    def walk(self, institution: str, sequence: int, hash_: str) -> Proof:
        """Walk the chain some thousand links on from a link that was found right (0 and "" for the beginning)."""
        with self.records.read() as session:
            if not self.records.embedded:  # the head and the links have to be of one moment, as they are on SQLite
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            return _walk(session, institution, chain.Head(sequence, hash_ or chain.FIRST))

    def note(self, institution: str, kind: str, who: str, detail: Mapping[str, str | int]) -> None:
        """Write what somebody of the staff did on these pages, before it is done."""
        with self.records.begin() as session:
            chain.append(
                session, institution, kind, at=self.clock.now(), actor="staff", agent=who, channel="page", detail=detail
            )

    def _conditions(self, question: Question) -> list[Any]:
        zone = self.institutions[question.institution].hours.time_zone
        begin, _ = bounds(question.period.first, zone)
        _, end = bounds(question.period.last, zone)
        found = [AuditRecord.institution == question.institution, AuditRecord.at >= begin, AuditRecord.at < end]
        if question.kind:
            found.append(AuditRecord.kind == question.kind)
        if question.subject:
            found.append(AuditRecord.subject == question.subject)
        if question.agent:  # what they did, and what was done to their own record: it is the subject of that
            found.append(or_(AuditRecord.agent == question.agent, AuditRecord.subject == question.agent))
        return found


def _from(after: str) -> tuple[Any, ...]:
    if not after:
        return ()
    at, _, sequence = after.partition("|")
    instant, number = datetime.fromisoformat(at), int(sequence)
    if instant.tzinfo is None:
        raise ValueError("an instant without its zone")
    earlier = and_(AuditRecord.at == instant, AuditRecord.sequence < number)
    return (AuditRecord.at <= instant, or_(AuditRecord.at < instant, earlier))


def _walk(session: Session, institution: str, known: chain.Head) -> Proof:
    head = chain.head(session, institution)
    part = chain.walk(session, institution, known, PART)
    if part.bad is not None:
        return Proof(known.sequence, known.hash, head.sequence, part.bad)
    at_end = part.head.sequence - known.sequence < PART
    if at_end and part.head != head:
        return Proof(part.head.sequence, part.head.hash, head.sequence, part.head.sequence + 1)
    return Proof(part.head.sequence, part.head.hash, head.sequence)


def _read(record: AuditRecord) -> Link:
    names = ("sequence", "at", "kind", "actor", "channel", "caller", "agent", "machine", "subject", "hash")
    return Link(**{name: getattr(record, name) for name in names}, detail=json.loads(record.detail))
