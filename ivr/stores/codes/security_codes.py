"""Security codes: sent to the registered mobile, and proven once, in the call that asked for them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ivr.agents.handoff import Handoff
from ivr.errors import CodeRefused, LimitReached, NoMobile
from ivr.stores.audit import chain
from ivr.stores.codes.book import WRONG, Occasion, judged
from ivr.stores.codes.order import CodeOrder, send_code
from ivr.stores.codes.parts import CodeParts
from ivr.stores.effects import perform
from ivr.stores.outbox.owing import SMS
from ivr.values import Customer, Effect, Sealed


class RedisCodes:
    """The port `Codes`, what the desk needs of it, and the proof that the bank asks for before it sets a key.

    What a code is and who may type it lies in one Redis script; what is counted, owed and audited in one transaction
    of the database around it. Every method raises Unavailable when either is down, and then nothing is proven.
    """

    def __init__(self, parts: CodeParts) -> None:
        self._parts = parts

    def send(self, effect: Effect, customer: Customer, by: str = "") -> str:
        """Send a code to a caller who is alone; give the mask of where it went. Raises LimitReached, NoMobile."""
        occasion = occasion_of(effect, customer)
        order = CodeOrder(customer, occasion, effect.idempotency_key, effect.caller_number, effect.channel, by=by)
        return send_code(self._parts, order)

    def send_unnamed(self, effect: Effect, customer: Customer) -> None:
        """Send a code to a caller who is alone and learns nothing of where it went. Raises LimitReached.

        For who can be reached nowhere the same is done as for an unknown customer: the message goes nowhere.
        """
        occasion = occasion_of(effect, customer)
        key, number = effect.idempotency_key, effect.caller_number
        send_code(self._parts, CodeOrder(customer, occasion, key, number, effect.channel, unnamed=True))

    def send_for(self, handoff: Handoff, agent: str, key: str) -> str:
        """Send a code for an agent, to the mobile that is registered now; give its mask. Raises LimitReached, NoMobile.

        Never by e-mail, whatever the table says: agents see the mobile, and register another one where it is wrong.
        It is to be typed in the caller's conversation and procedure; a repetition of `key` sends no second one.
        """
        if handoff.customer is None:
            raise NoMobile
        customer = handoff.customer
        occasion = Occasion(handoff.institution, customer.reference, handoff.procedure, handoff.call)
        order = CodeOrder(customer, occasion, key, handoff.caller_number, "phone", agent, by=SMS)
        return send_code(self._parts, order)

    def prove(self, effect: Effect, customer: Customer, code: Sealed) -> None:
        """Use the code up. Raises CodeRefused (`wrong 2`, expired, used, exhausted, none) and LimitReached."""
        typed = self._parts.sealer.open(effect.sealing_key, code)
        now = self._parts.clock.now()
        proving = _Proving(self._parts, effect, customer)
        perform(self._parts.records, effect.idempotency_key, now, lambda session: proving.run(session, typed))

    def revoke(self, institution: str, customer: Customer) -> None:
        """Void the customer's codes that wait and those that were proven, in every call."""
        self._parts.book.revoke(institution, customer.reference)

    def proven(self, effect: Effect, customer: Customer) -> bool:
        """Say whether a code was proven in this conversation and procedure within the last 15 minutes."""
        return self._parts.book.proven(occasion_of(effect, customer), self._parts.clock.now())


@dataclass(frozen=True, slots=True)
class _Proving:
    """The transaction in which a code is used up or a failure counted."""

    parts: CodeParts
    effect: Effect
    customer: Customer

    def run(self, session: Session, typed: str) -> None:
        """Compare, and write what came of it before anybody hears of it."""
        tripped = self.parts.limits.tripped(session, self.effect.institution)
        outcome, real = judged(self._compare(session, typed, tripped=tripped))
        if outcome == "limit":
            raise LimitReached("breaker_ten_minutes" if tripped else "failures_quarter_hour")
        if outcome == "accepted":
            self.parts.limits.succeeded(session, self.effect.institution, self.customer)
        elif outcome.startswith(WRONG):
            self.parts.limits.failed_code(session, self.effect.institution, self.customer, real=real)
        self._note(session, outcome)
        if outcome != "accepted":
            raise CodeRefused("exhausted" if outcome == "last" else outcome)

    def _compare(self, session: Session, typed: str, *, tripped: bool) -> str:
        """Compare; while the breaker is tripped only what an agent sent to this conversation."""
        institution = self.effect.institution
        alone = self.parts.limits.allow_try(session, institution, self.customer)
        return self.parts.book.compare(
            occasion_of(self.effect, self.customer),
            typed,
            self.effect.idempotency_key,
            self.parts.clock.now(),
            failures=self.parts.tables[institution].limits.failures_quarter_hour,
            alone=alone and not tripped,
        )

    def _note(self, session: Session, outcome: str) -> None:
        effect = self.effect
        chain.append(
            session,
            effect.institution,
            "code_accepted" if outcome == "accepted" else "code_refused",
            at=self.parts.clock.now(),
            actor="customer",
            subject=self.customer.reference,
            channel=effect.channel,
            caller_number=effect.caller_number,
            detail={"procedure": effect.procedure, "outcome": outcome, "conversation": effect.conversation},
        )


def occasion_of(effect: Effect, customer: Customer) -> Occasion:
    """Give what a code of this customer is bound to, where the effect happens."""
    return Occasion(effect.institution, customer.reference, effect.procedure, effect.conversation)
