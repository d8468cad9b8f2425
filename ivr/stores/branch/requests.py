"""Requests that branches have filed: kept with the number sealed, answered once, listed with masks only."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ivr.agents.branch.attendance import Attendance
from ivr.agents.branch.request import OPEN, Counts, Kept, Request
from ivr.errors import DeskError
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.masking import mask_phone
from ivr.security.sealing import Sealer
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.branch.attendances import append_branch
from ivr.stores.branch.closing import open_ones, refuse, write
from ivr.stores.codes.book import CodeBook
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import BranchRequestRecord, StaffRecord

LATELY = timedelta(days=2)
MOST = 100
FINGERPRINT, TWO_STAFF = "fingerprint", "two_staff"


@dataclass(frozen=True)
class BranchRequests:
    """What `ivr.agents.branch.outside.RequestBook` promises."""

    records: Records
    clock: Clock
    sealer: Sealer
    texts: Texts
    tables: Mapping[str, Institution]
    codes: CodeBook

    def file(self, attendance: Attendance, number: str, attested_by: str) -> None:
        """File a request for a mobile (E.164), and tell the contacts so far. Raises DeskError (request_open, frozen).

        An unknown customer's is filed like a known one's: it is refused when it is due.
        """
        institution, customer = attendance.institution, attendance.customer.reference
        with self.records.begin() as session:
            account = read_account(session, institution, customer, lock=True)
            if account.frozen or session.scalars(open_ones(institution, customer)).first() is not None:
                raise DeskError("frozen" if account.frozen else "request_open")
            record = self._record(attendance, number, attested_by)
            session.add(record)
            notice = Notice(institution, "office_request", record.id, record.filed)
            owe_notices(session, self.texts, notice, account.mobiles)
            detail = {"request": record.id, "mobile": record.mask, "evidence": record.evidence}
            append_branch(session, attendance, "request_filed", self.clock, detail | {"attested": attested_by})

    def _record(self, attendance: Attendance, number: str, attested_by: str) -> BranchRequestRecord:
        policy, now, name = self.tables[attendance.institution].branch, self.clock.now(), secrets.token_hex(8)
        if policy is None:
            raise DeskError("no_branch")
        return BranchRequestRecord(
            id=name,
            institution=attendance.institution,
            attendance=attendance.id,
            customer=attendance.customer.reference,
            masked=attendance.customer.masked,
            number=self.sealer.seal_text(purpose_of(name), number),
            mask=mask_phone(number),
            evidence=TWO_STAFF if attested_by else FINGERPRINT,
            filed=now,
            filed_by=attendance.staff,
            attested_by=attested_by,
            held_until=now + policy.hold,
            due=now + policy.within,
            state=Kept.FILED.value,
        )

    def answer(self, institution: str, request: str, by: str, why: str) -> None:
        """Say yes (no `why`) to a request that waits, or no to one that is open: also to an earlier yes.

        A no voids the codes that are on their way; a mobile that is registered already stays. Raises DeskError
        (request_over, own_change).
        """
        now = self.clock.now()
        mine = select(BranchRequestRecord).filter_by(institution=institution, id=request).with_for_update()
        with self.records.begin() as session:
            record = session.scalars(mine).one_or_none()
            if record is None or record.state not in (OPEN if why else {Kept.FILED}):
                raise DeskError("request_over")
            if by in {record.filed_by, record.attested_by}:
                raise DeskError("own_change")
            registered, record.answered_by = record.state == Kept.REGISTERED, by
            if why:
                refuse(session, record, why, now, by)
            else:
                record.state = Kept.APPROVED.value
                write(session, record, "request_approved", now, by=by)
            if registered:
                self.codes.revoke(institution, record.customer)

    def requests(self, institution: str, now: datetime) -> Sequence[Request]:
        """Give those that are open or were over in the last two days: the open ones first, by when they are due."""
        theirs = select(BranchRequestRecord).where(
            BranchRequestRecord.institution == institution,
            or_(BranchRequestRecord.over.is_(None), BranchRequestRecord.over > now - LATELY),
        )
        order = BranchRequestRecord.over.is_not(None), BranchRequestRecord.due
        with self.records.read() as session:
            found = session.scalars(theirs.order_by(*order).limit(MOST)).all()
            staff = select(StaffRecord.id, StaffRecord.name).where(StaffRecord.institution == institution)
            names = {row.id: row.name for row in session.execute(staff)}
        return [_request(record, names) for record in found]


def count_requests(session: Session, table: Institution, now: datetime) -> Counts:
    """Give how many requests of an institution wait for a yes, and how many are overdue."""
    if table.branch is None:
        return Counts()
    open_ = select(BranchRequestRecord.state, BranchRequestRecord.due).filter_by(institution=table.id, over=None)
    found = session.execute(open_).all()
    waits = [row for row in found if row.due > now and row.state == Kept.FILED and table.branch.second_approval]
    return Counts(len(waits), sum(row.due <= now for row in found))


def purpose_of(request: str) -> str:
    """Give the purpose under which a number is sealed: what was filed in one request opens in no other."""
    return f"branch request {request}"


def _request(record: BranchRequestRecord, names: Mapping[str, str]) -> Request:
    same = ("id", "masked", "mask", "evidence", "filed", "held_until", "due", "why", "over")
    people = {name: getattr(record, name) for name in ("filed_by", "attested_by", "answered_by")}
    called = {name: names.get(identifier, identifier) for name, identifier in people.items()}
    return Request(kept=Kept(record.state), **called, **{name: getattr(record, name) for name in same})
