"""Codes that a branch has sent: they serve for hours, on the line and on the page, and every refusal sounds alike."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from ivr.errors import CodeRefused, ConfigurationError, LimitReached
from ivr.procedures import OFFICE_CODE
from ivr.stores.audit import chain
from ivr.stores.codes.book import Occasion, judged
from ivr.stores.codes.order import CodeOrder, send_code
from ivr.stores.codes.parts import CodeParts
from ivr.stores.codes.security_codes import occasion_of
from ivr.stores.effects import perform
from ivr.stores.outbox.owing import SMS
from ivr.values import Customer, Effect, Sealed

OFFICE = "office"
"""Where a branch's code was sent: no conversation, so that any one may use it, once."""


@dataclass(frozen=True)
class BranchCodes:
    """The port `OfficeCodes`, and what branches need to send a code; both raise Unavailable when a store is down."""

    parts: CodeParts

    def send(
        self, institution: str, customer: Customer, staff: str, key: str, still: Callable[[Session], None] | None = None
    ) -> str:
        """Send a code to the registered mobile for a member of the staff; give the mobile's mask.

        A new one voids the one before; a repetition of `key` sends no second one. Raises LimitReached, NoMobile, and
        what `still` raises: see `CodeOrder`.
        """
        branch = self.parts.tables[institution].branch
        if branch is None:
            raise ConfigurationError([f"{institution}: the table has no [branch]"])
        occasion = office(institution, customer)
        order = CodeOrder(customer, occasion, key, "", "branch", agent=staff, by=SMS, life=branch.code_life)
        order = replace(order, still=still)
        return send_code(self.parts, order)

    def prove(self, effect: Effect, customer: Customer, code: Sealed) -> None:
        """Use the code up for this conversation. Raises CodeRefused (office), LimitReached.

        Whoever has no such code counts as failing like who types a wrong one, and hears the same: nobody learns who
        was at a branch.
        """
        typed = self.parts.sealer.open(effect.sealing_key, code)
        at = self.parts.clock.now()
        perform(
            self.parts.records,
            effect.idempotency_key,
            at,
            lambda session: self._prove(session, effect, customer, typed),
        )

    def _prove(self, session: Session, effect: Effect, customer: Customer, typed: str) -> None:
        limits, institution = self.parts.limits, effect.institution
        outcome, real = judged(self._compare(session, effect, customer, typed))
        if outcome == "limit":
            raise LimitReached("failures_quarter_hour")
        if outcome == "accepted":
            limits.succeeded(session, institution, customer)
        else:
            limits.failed_code(session, institution, customer, real=real)
        kind = "code_accepted" if outcome == "accepted" else "code_refused"
        detail: dict[str, str | int] = {"outcome": outcome}
        chain.append_effect(session, effect, kind, at=self.parts.clock.now(), subject=customer.reference, detail=detail)
        if outcome != "accepted":
            raise CodeRefused(OFFICE)

    def _compare(self, session: Session, effect: Effect, customer: Customer, typed: str) -> str:
        """Compare, unless nobody may just now. Whoever may not try alone may: staff send every code of this kind.

        So who was at a branch is refused no sooner and no later than who was not.
        """
        limits, institution = self.parts.limits, effect.institution
        if limits.tripped(session, institution):
            raise LimitReached("breaker_ten_minutes")
        limits.allow_try(session, institution, customer)
        return self.parts.book.compare(
            office(institution, customer),
            typed,
            effect.idempotency_key,
            self.parts.clock.now(),
            failures=self.parts.tables[institution].limits.failures_quarter_hour,
            alone=True,
            proves=occasion_of(effect, customer),
        )


def office(institution: str, customer: Customer) -> Occasion:
    """Give what a branch's code is bound to: institution, customer and purpose."""
    return Occasion(institution, customer.reference, OFFICE_CODE, OFFICE)
