"""The worker's part of a branch's requests: it registers the mobile and sends the code, each once, in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ivr.agents.branch.request import OPEN, Kept
from ivr.errors import DeskError, LimitReached, NoMobile
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.sealing import Sealer
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.contacts import MobileChange, change_mobile
from ivr.stores.branch.closing import BRANCH, refuse, write
from ivr.stores.branch.codes import BranchCodes
from ivr.stores.branch.requests import purpose_of
from ivr.stores.outbox.marks import LOST
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import BranchRequestRecord, MessageRecord
from ivr.values import Customer

UNTOLD = timedelta(minutes=10)
"""After which a message that was sent counts as received, where the network says nothing more of it."""
MOST_LOST = 3
"""Messages that nobody received, after which the number counts as one that cannot be reached."""
log = structlog.get_logger()


@dataclass(frozen=True)
class Delivering:
    """The job: every step may be repeated, by any number of workers, and nothing is done twice."""

    records: Records
    clock: Clock
    sealer: Sealer
    texts: Texts
    tables: Mapping[str, Institution]
    codes: BranchCodes

    def run(self) -> int:
        """Take every request a step on that may go on; give how many those were."""
        ready = self._ready()
        for institution, request in ready:
            try:
                self._deliver(institution, request)
            except (LimitReached, NoMobile) as refusal:  # it stays due, and is tried again
                log.warning("branch_request_waits", request=request, why=refusal.detail)
            except DeskError as refusal:  # somebody said no in between
                log.info("branch_request_stopped", request=request, why=refusal.code)
        return len(ready)

    def _ready(self) -> list[tuple[str, str]]:
        """Give those whose hold is over and that wait for nobody's yes, also where they are overdue."""
        waits = [name for name, table in self.tables.items() if table.branch and table.branch.second_approval]
        may = or_(
            BranchRequestRecord.state.in_((Kept.APPROVED.value, Kept.REGISTERED.value)),
            and_(BranchRequestRecord.state == Kept.FILED.value, BranchRequestRecord.institution.not_in(waits)),
        )
        ready = select(BranchRequestRecord.institution, BranchRequestRecord.id).where(
            BranchRequestRecord.institution.in_(tuple(self.tables)),
            may,
            BranchRequestRecord.held_until <= self.clock.now(),
        )
        with self.records.read() as session:
            return [(row.institution, row.id) for row in session.execute(ready.order_by(BranchRequestRecord.due))]

    def _deliver(self, institution: str, request: str) -> None:
        """Register the mobile, then send the code; once its message was received or given up, the request is over."""
        with self.records.begin() as session:
            record = _locked(session, institution, request)
            if record is None:
                return
            again = record.state == Kept.REGISTERED
            if not (again or self._registered(session, record)) or self._is_over(session, record, again=again):
                return
            customer, staff, key = Customer(record.customer, record.masked), record.filed_by, _key(record)
        self.codes.send(institution, customer, staff, key, partial(_stands, institution=institution, request=request))

    def _is_over(self, session: Session, record: BranchRequestRecord, *, again: bool) -> bool:
        """Close what was received, and what is not to be sent `again`: lost too often, or refused until it is due.

        A message that is still on its way is waited for. After a late yes one code is sent all the same.
        """
        message = session.scalars(select(MessageRecord).filter_by(idempotency_key=_key(record))).one_or_none()
        if message is not None and self._arrived(message):
            self._close(session, record)
            return True
        if message is not None and message.state not in LOST:
            return False
        record.tries += message is not None
        over = record.tries >= MOST_LOST or (again and self.clock.now() >= record.due)
        if over:
            refuse(session, record, "undelivered", self.clock.now())
        return over

    def _arrived(self, message: MessageRecord) -> bool:
        sent_long_ago = message.state == "sent" and message.created <= self.clock.now() - UNTOLD
        return message.state == "delivered" or sent_long_ago

    def _registered(self, session: Session, record: BranchRequestRecord) -> bool:
        """Have the mobile registered, or close the request: the customer said "no fui yo", or nobody knows them."""
        number = self.sealer.open_text(purpose_of(record.id), record.number)
        who = record.institution, record.customer, number, record.filed_by
        occasion = {"conversation": record.attendance, "request": record.id}
        change = MobileChange(*who, f"branch-request:{record.id}", self.clock.now(), BRANCH, occasion)
        try:
            change_mobile(session, self.texts, change)
        except DeskError as error:
            refuse(session, record, error.code, self.clock.now())
            return False
        record.state, record.number = Kept.REGISTERED.value, ""
        return True

    def _close(self, session: Session, record: BranchRequestRecord) -> None:
        now = self.clock.now()
        record.state, record.over = Kept.SENT.value, now
        write(session, record, "request_sent", now)


def _locked(session: Session, institution: str, request: str) -> BranchRequestRecord | None:
    """Give the request if it is still open, so that no other worker takes the same step.

    The account is locked first, as by who freezes it: neither waits for the other's second lock.
    """
    mine = select(BranchRequestRecord).filter_by(institution=institution, id=request)
    customer = session.scalars(mine.with_only_columns(BranchRequestRecord.customer)).one()
    read_account(session, institution, customer, lock=True)
    record = session.scalars(mine.with_for_update()).one_or_none()
    return record if record is not None and record.state in {kept.value for kept in OPEN} else None


def _stands(session: Session, institution: str, request: str) -> None:
    """Hold the request while its code is made, so that a no comes before it, or after it and voids it.

    Raises DeskError (request_over).
    """
    mine = select(BranchRequestRecord.state).filter_by(institution=institution, id=request)
    if session.scalars(mine.with_for_update()).one() != Kept.REGISTERED:
        raise DeskError("request_over")


def _key(record: BranchRequestRecord) -> str:
    """Give the key of the code's message; after one that got lost it is another one."""
    return f"branch:{record.id}:office_code:{record.tries + 1}"
