"""Whom the staff of branches attend: each look and each deed is written down in the transaction that makes it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ivr.agents.branch.attendance import LONGEST, Attendance, Finger
from ivr.errors import LimitReached
from ivr.ports import Clock
from ivr.security.tokens import same
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.contacts import MobileChange, change_mobile
from ivr.stores.branch.closing import BRANCH
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.counters import Limits
from ivr.stores.limits.events import Tally
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import AttendanceRecord, LookRecord
from ivr.values import Customer

DAY = timedelta(days=1)
ATTENDED = "attended"


@dataclass(frozen=True)
class Attendances:
    """What `ivr.agents.branch.outside.AttendanceBook` promises."""

    records: Records
    clock: Clock
    limits: Limits
    texts: Texts

    def open(self, institution: str, staff: str, customer: Customer, most: int) -> Attendance:
        """Attend a customer, and nobody else any more; look and count are recorded in the same transaction.

        The same customer again is not counted twice a day; each document, also one that nobody has, is a customer of
        its own. Raises LimitReached (staff_documents_day) beyond `most` a day, which is in the audit too.
        """
        now = self.clock.now()
        mine = Attendance(secrets.token_hex(8), institution, staff, customer, now)
        who = {"institution": institution, "staff": staff, "customer": customer.reference, "masked": customer.masked}
        look = {"institution": institution, "agent": staff, "customer": customer.reference}
        with self.records.begin() as session:
            allowed = _count(session, mine, most)
            if allowed:
                _end_all(session, staff, now)
                session.add(AttendanceRecord(id=mine.id, opened=now, **who))
                session.add(LookRecord(handoff=mine.id, at=now, **look))
            self._write(session, mine, "look" if allowed else "look_refused")
        if not allowed:
            raise LimitReached("staff_documents_day")
        return mine

    def of(self, staff: str) -> Attendance | None:
        """Give whom somebody attends now; nobody half an hour after they were looked up."""
        open_ = select(AttendanceRecord).filter_by(staff=staff, ended=None)
        since = self.clock.now() - LONGEST
        with self.records.read() as session:
            found = session.scalars(open_.where(AttendanceRecord.opened > since)).first()
        return _attendance(found) if found else None

    def end(self, attendance: Attendance) -> None:
        """Attend them no more."""
        with self.records.begin() as session:
            _end_all(session, attendance.staff, self.clock.now())

    def code_sent(self, attendance: Attendance) -> None:
        """Count a code that was sent; of two at the same time one counts."""
        mine = update(AttendanceRecord).where(
            AttendanceRecord.id == attendance.id, AttendanceRecord.codes == attendance.codes
        )
        with self.records.begin() as session:
            session.execute(mine.values(codes=attendance.codes + 1))

    def change_mobile(self, attendance: Attendance, earlier: str, number: str) -> bool:
        """Register a new mobile if `earlier` is the registered one, and tell both; False when it is not.

        The failure is counted for the customer, with those of all channels; who may not try alone any more may not be
        guessed for here either. Raises LimitReached, DeskError (frozen, unknown_customer).
        """
        with self.records.begin() as session:
            matches = self._matches(session, attendance, earlier)
            self._write(session, attendance, "check", {"question": "earlier_mobile", "match": int(matches)})
            if matches:
                change_mobile(session, self.texts, self._change(attendance, number))
        return matches

    def _matches(self, session: Session, attendance: Attendance, earlier: str) -> bool:
        institution, customer = attendance.institution, attendance.customer
        if not self.limits.allow_try(session, institution, customer):
            raise LimitReached("failures_day")
        if same(read_account(session, institution, customer.reference, lock=True).mobile, earlier):
            return True
        self.limits.failed(session, institution, customer)
        _set(session, attendance, missed=True)
        return False

    def finger(self, attendance: Attendance, finger: Finger, check: str = "") -> None:
        """Note what the reader said; somebody else's finger counts as a failure of the customer."""
        with self.records.begin() as session:
            _set(session, attendance, finger=finger.value, finger_check=check)
            if finger is Finger.DIFFERS:
                self.limits.failed(session, attendance.institution, attendance.customer)
            self._write(session, attendance, "fingerprint", {"outcome": finger.value})

    def _change(self, attendance: Attendance, number: str) -> MobileChange:
        key, occasion = f"branch:{attendance.id}:mobile:{number}", {"conversation": attendance.id}
        who = attendance.institution, attendance.customer.reference, number, attendance.staff
        return MobileChange(*who, key, self.clock.now(), BRANCH, occasion)

    def _write(
        self, session: Session, attendance: Attendance, kind: str, detail: Mapping[str, str | int] | None = None
    ) -> None:
        append_branch(session, attendance, kind, self.clock, detail or {})


def append_branch(
    session: Session, attendance: Attendance, kind: str, clock: Clock, detail: Mapping[str, str | int]
) -> None:
    """Add to the audit what somebody did at a branch; it is to be the last thing of the transaction but a change."""
    chain.append(
        session,
        attendance.institution,
        kind,
        at=clock.now(),
        actor="agent",
        agent=attendance.staff,
        subject=attendance.customer.reference,
        channel=BRANCH,
        detail={"conversation": attendance.id, **detail},
    )


def _count(session: Session, look: Attendance, most: int) -> bool:
    """Count whom a member of the staff looks up; False when there were `most` others within a day."""
    kind, customer = f"{ATTENDED} {look.staff}", look.customer.reference
    limit_events.hold(session, Tally(look.institution, kind))
    seen = limit_events.subjects(session, look.institution, kind, look.opened - DAY)
    if customer not in seen and len(seen) < most:
        limit_events.add(session, Tally(look.institution, kind, customer), look.opened)
    return customer in seen or len(seen) < most


def _end_all(session: Session, staff: str, now: object) -> None:
    theirs = update(AttendanceRecord).where(AttendanceRecord.staff == staff, AttendanceRecord.ended.is_(None))
    session.execute(theirs.values(ended=now))


def _set(session: Session, attendance: Attendance, **values: object) -> None:
    session.execute(update(AttendanceRecord).where(AttendanceRecord.id == attendance.id).values(**values))


def _attendance(record: AttendanceRecord) -> Attendance:
    return Attendance(
        id=record.id,
        institution=record.institution,
        staff=record.staff,
        customer=Customer(record.customer, record.masked),
        opened=record.opened,
        codes=record.codes,
        missed=record.missed,
        finger=Finger(record.finger),
        finger_check=record.finger_check,
    )
