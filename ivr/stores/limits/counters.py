"""How often something may fail or be sent before only a person can help, over all calls and channels."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

from sqlalchemy.orm import Session

from ivr.errors import LimitReached
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.events import Tally
from ivr.values import Channel, Customer, Document, Effect

TEN_MINUTES, QUARTER_HOUR, DAY = timedelta(minutes=10), timedelta(minutes=15), timedelta(days=1)
KEPT = timedelta(days=90)  # failures in a row are counted over this time

FAILURE, SUCCESS = "failure", "success"
FAILED_CODE, FAILED_DECOY = "failed_code", "failed_decoy"
LINK_TO_CUSTOMER, LINK_TO_ADDRESS = "link_to_customer", "link_to_address"
CODE_TO_CUSTOMER, CODE_TO_NUMBER = "code_to_customer", "code_to_number"


class Limits:
    """The limits of each institution's table over all calls and channels.

    Every method works in the session's transaction (`Records.begin()`), so that what is counted and what was done are
    kept together or not at all; without a database nothing is allowed. What is over a limit raises LimitReached, its
    `detail` the limit's name in the table, or `too_soon 30` with the seconds that are left. A window of ten minutes is
    open at its far end: what happened exactly ten minutes ago does not count any more.
    """

    def __init__(self, tables: Mapping[str, Institution], clock: Clock, shared: Collection[str] = ()) -> None:
        """Count by these tables; `shared` are numbers (E.164) that many people share, whatever the institution."""
        self._tables, self._clock, self._shared = tables, clock, shared

    def allow_document(self, session: Session, effect: Effect, document: Document) -> None:
        """Count a document that a caller number asks for; the same one again is not counted twice a day.

        Withheld numbers and those that many people share are not counted. On the web it is a network address, from
        which more people come than from a telephone. Raises LimitReached (documents_day, address_documents_day).
        """
        number, table = effect.caller_number, self._tables[effect.institution]
        if not number or number in table.shared_numbers or number in self._shared:
            return
        kind, now = f"document {number}", self._clock.now()
        name = sha256(f"{document.type} {document.number}".encode()).hexdigest()[:16]
        limit_events.hold(session, Tally(effect.institution, kind))
        tried = limit_events.subjects(session, effect.institution, kind, now - DAY)
        limit = "address_documents_day" if effect.channel == Channel.WEB else "documents_day"
        _refuse(name not in tried and len(tried) >= getattr(table.limits, limit), limit)
        if name not in tried:
            limit_events.add(session, Tally(effect.institution, kind, name), now)

    def allow_try(self, session: Session, institution: str, customer: Customer) -> bool:
        """Say whether the customer may try a secret alone; False: only where an agent helps (a day, in a row).

        They may not at all while they failed too often within the last quarter of an hour: raises LimitReached
        (failures_quarter_hour).
        """
        now, limits = self._clock.now(), self._tables[institution].limits
        failures = Tally(institution, FAILURE, customer.reference)
        limit_events.hold(session, failures)
        recent = limit_events.count(session, failures, now - QUARTER_HOUR)
        _refuse(recent >= limits.failures_quarter_hour, "failures_quarter_hour")
        today = limit_events.count(session, failures, now - DAY)
        in_a_row = limit_events.count_since(session, failures, Tally(institution, SUCCESS, customer.reference))
        return today < limits.failures_day and in_a_row < limits.failures_row

    def tripped(self, session: Session, institution: str) -> bool:
        """Say whether so many codes failed in ten minutes, whosever they were, that only an agent's go on."""
        failed = limit_events.count(session, Tally(institution, FAILED_CODE), self._clock.now() - TEN_MINUTES)
        return failed >= self._tables[institution].limits.breaker_ten_minutes

    def failed(self, session: Session, institution: str, customer: Customer) -> None:
        """Count a wrong secret of the customer."""
        limit_events.add(session, Tally(institution, FAILURE, customer.reference), self._clock.now())

    def failed_code(self, session: Session, institution: str, customer: Customer, *, real: bool) -> None:
        """Count a wrong code of the customer, and towards the breaker where a `real` one waited, sent to somebody.

        Otherwise anybody could trip the breaker with documents that nobody has. For them an equal row is written, so
        that the work is the same.
        """
        self.failed(session, institution, customer)
        limit_events.add(session, Tally(institution, FAILED_CODE if real else FAILED_DECOY), self._clock.now())

    def succeeded(self, session: Session, institution: str, customer: Customer) -> None:
        """Begin the row of failures again; those of the quarter of an hour and of the day go on counting."""
        limit_events.add(session, Tally(institution, SUCCESS, customer.reference), self._clock.now())

    def allow_code(
        self,
        session: Session,
        institution: str,
        customer: Customer,
        mobile: str,
        *,
        assisted: bool = False,
        apart_by_customer: bool = False,
    ) -> None:
        """Count a code to this customer and this mobile (empty: to nobody, for an unknown customer).

        Two codes are kept apart by number: one that was registered a moment ago need not wait for the old one's pause,
        while the limits of ten minutes and of a day hold for customer and number. Where one number or the other may be
        chosen they are kept apart by customer: else the pause would tell who has two. Raises LimitReached
        (codes_ten_minutes, codes_day, too_soon; those of `allow_try`; failures_day when too many failed and
        breaker_ten_minutes when the breaker is tripped, both where no agent helps).
        """
        now = self._clock.now()
        number = mobile or f"nobody {customer.reference}"
        sent = (Tally(institution, CODE_TO_CUSTOMER, customer.reference), Tally(institution, CODE_TO_NUMBER, number))
        _refuse(not assisted and self.tripped(session, institution), "breaker_ten_minutes")
        _refuse(not self.allow_try(session, institution, customer) and not assisted, "failures_day")
        limit_events.hold(session, *sent)
        for tally in sent:
            self._check_codes(session, tally, now)
        self._check_pause(session, sent[0 if apart_by_customer else 1], now)
        for tally in sent:
            limit_events.add(session, tally, now)

    def allow_link(self, session: Session, institution: str, customer: Customer, address: str) -> None:
        """Count a link to this customer and this e-mail address (empty: to nobody), as often as codes may be sent.

        Raises LimitReached (codes_ten_minutes, codes_day, failures_day; those of `allow_try`).
        """
        now, to = self._clock.now(), address or f"nobody {customer.reference}"
        sent = (Tally(institution, LINK_TO_CUSTOMER, customer.reference), Tally(institution, LINK_TO_ADDRESS, to))
        _refuse(not self.allow_try(session, institution, customer), "failures_day")
        limit_events.hold(session, *sent)
        for tally in sent:
            self._check_codes(session, tally, now)
        for tally in sent:
            limit_events.add(session, tally, now)

    def forget(self, session: Session) -> int:
        """Delete what no limit looks at any more (90 days), and give how much that was."""
        return limit_events.forget(session, self._clock.now() - KEPT)

    def _check_codes(self, session: Session, tally: Tally, now: datetime) -> None:
        table = self._tables[tally.institution]
        today = limit_events.count(session, tally, now - DAY)
        _refuse(today >= table.limits.codes_day, "codes_day")
        recent = limit_events.count(session, tally, now - TEN_MINUTES)
        _refuse(recent >= table.limits.codes_ten_minutes, "codes_ten_minutes")

    def _check_pause(self, session: Session, number: Tally, now: datetime) -> None:
        last, today = limit_events.latest(session, number), limit_events.count(session, number, now - DAY)
        pause = timedelta(seconds=self._tables[number.institution].code.resend_after * 2 ** max(today - 1, 0))
        left = last + pause - now if last else timedelta()
        _refuse(left > timedelta(), f"too_soon {ceil(left.total_seconds())}")


def _refuse(over: bool, limit: str) -> None:  # noqa: FBT001 - reads as a sentence: refuse when over this limit
    if over:
        raise LimitReached(limit)
