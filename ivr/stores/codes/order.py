"""One security code on its way: its limit, its hash, its message and its audit, all of them or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.errors import LimitReached, NoMobile
from ivr.security.codes import new_code
from ivr.security.sealing import OUTBOX
from ivr.stores.audit import chain
from ivr.stores.bank.reaching import Reach
from ivr.stores.codes.book import Occasion
from ivr.stores.codes.parts import CodeParts
from ivr.stores.effects import perform
from ivr.stores.outbox.email import owe_email
from ivr.stores.outbox.owing import COLOMBIAN_MOBILE, EMAIL, SMS, owe
from ivr.values import Channel, Customer

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CodeOrder:
    """Who gets a code, where it may be typed, and who asked: an agent's identifier, or the caller alone (empty).

    `by` is sms or email, as the customer chose; empty: as the institution's table says. `life` is how long it serves
    where the table's [code] does not say it. `unnamed`: nobody is told where it went, nor that it went nowhere.
    `still` is looked at first, in the code's own transaction, and raises what stops it: no code, and no message.
    """

    customer: Customer
    occasion: Occasion
    idempotency_key: str
    caller_number: str
    channel: str
    agent: str = ""
    by: str = ""
    life: timedelta | None = None
    unnamed: bool = False
    still: Callable[[Session], None] | None = None


def send_code(parts: CodeParts, order: CodeOrder) -> str:
    """Send a code to the registered mobile or e-mail and give its mask. Raises LimitReached, NoMobile.

    For an unknown customer everything is done as for a known one, except that the message goes nowhere. Who has no
    e-mail gets by text message what would go there.
    """
    reach = parts.contacts.reach(order.occasion.institution, order.customer)

    def send(session: Session) -> str:
        try:
            return _Sending(parts, order, session).run(reach)
        except (LimitReached, NoMobile) as refusal:
            raise (_NotNow(refusal) if order.agent else refusal) from None

    try:
        given: str = perform(parts.records, order.idempotency_key, parts.clock.now(), send)
    except _NotNow as refused:
        raise refused.refusal from None
    return given


class _NotNow(Exception):
    """An agent's order that was refused: not kept, for it may be given again when its reason is gone."""

    def __init__(self, refusal: LimitReached | NoMobile) -> None:
        super().__init__()
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class _Sending:
    """The transaction in which a code is made."""

    parts: CodeParts
    order: CodeOrder
    session: Session

    def run(self, reach: Reach) -> str:
        """Do all that a code needs. The hash is written before the transaction ends: no message without its code."""
        if self.order.still:
            self.order.still(self.session)
        way = self._way(reach)
        to, mask = (reach.email, reach.masks.email) if way == EMAIL else (reach.mobile, reach.masks.mobile)
        if not mask or (way == SMS and to and not COLOMBIAN_MOBILE.fullmatch(to)):
            if not self.order.unnamed:
                raise NoMobile
            to = ""
        self._allow(to)
        self._make(way, to)
        self._note(way, mask)
        return mask

    def _way(self, reach: Reach) -> str:
        """Give by which means the code goes: as chosen, or as the table says; to who has one contact, there.

        What goes nowhere takes the way of what goes to an unknown customer, where nobody may learn of it.
        """
        table = self.parts.tables[self.order.occasion.institution]
        wanted = self.order.by or table.code.by
        only_email = bool(self.order.by) and not reach.masks.mobile
        by_email = reach.masks.email or (self.order.unnamed and not reach.texted)
        return EMAIL if (wanted == EMAIL or only_email) and by_email and table.mail is not None else SMS

    def _allow(self, to: str) -> None:
        assisted = bool(self.order.agent)
        institution = self.order.occasion.institution
        self.parts.limits.allow_code(self.session, institution, self.order.customer, to, assisted=assisted)

    def _make(self, way: str, to: str) -> None:
        """Keep the hash and owe the message, sealed; nobody knows the code that an unknown customer would have had."""
        now, occasion = self.parts.clock.now(), self.order.occasion
        policy = self.parts.tables[occasion.institution].code
        life = self.order.life or timedelta(seconds=policy.life)
        code, until = new_code(policy.length), now + life
        body = self.parts.sealer.seal_text(OUTBOX, self._written(way, code, max(1, life // MINUTE)))
        owe_this = owe_email if way == EMAIL else owe
        owe_this(
            self.session,
            occasion.institution,
            to,
            body,
            purpose="code",
            idempotency_key=self.order.idempotency_key,
            at=now,
            sealed=True,
            expires_at=until,
        )
        self.parts.book.issue(occasion, code if to else "", until, policy.tries, alone=not self.order.agent)

    def _written(self, way: str, code: str, minutes: int) -> str:
        """Give what is sent: a text message, whose last line a browser may read, or an e-mail."""
        institution, texts = self.order.occasion.institution, self.parts.texts
        if self.order.life is not None:
            return texts.message(institution, "office_code", {"code": code, "hours": self.order.life // HOUR})
        values: dict[str, str | int] = {"code": code, "minutes": minutes}
        if way == EMAIL:
            return texts.letter(institution, "code", values, subject="code").as_body()
        if self.order.channel == Channel.WEB:
            return texts.message(institution, "code_for_page", values | {"host": self.parts.host})
        return texts.message(institution, "code", values)

    def _note(self, way: str, mask: str) -> None:
        order = self.order
        to = "email" if way == EMAIL else "mobile"
        chain.append(
            self.session,
            order.occasion.institution,
            "code_sent",
            at=self.parts.clock.now(),
            actor="agent" if order.agent else "customer",
            subject=order.customer.reference,
            channel=order.channel,
            caller_number=order.caller_number,
            agent=order.agent,
            detail={"procedure": order.occasion.purpose, to: mask, "conversation": order.occasion.conversation},
        )
