"""One security code on its way: its limit, its hash, its message and its audit, all of them or none."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.errors import LimitReached, NoMobile
from ivr.security.codes import new_code
from ivr.security.sealing import OUTBOX
from ivr.stores import audit
from ivr.stores.code_book import Occasion
from ivr.stores.code_parts import CodeParts
from ivr.stores.effects import perform
from ivr.stores.outbox import COLOMBIAN_MOBILE, owe
from ivr.values import Channel, Customer


@dataclass(frozen=True, slots=True)
class CodeOrder:
    """Who gets a code, where it may be typed, and who asked: an agent's identifier, or the caller alone (empty)."""

    customer: Customer
    occasion: Occasion
    idempotency_key: str
    caller_number: str
    channel: str
    agent: str = ""


def send_code(parts: CodeParts, order: CodeOrder) -> str:
    """Send a code to the registered mobile and give its mask. Raises LimitReached, NoMobile.

    For an unknown customer everything is done as for a known one, except that the message goes nowhere.
    """
    institution = order.occasion.institution
    mobile = parts.contacts.mobile(institution, order.customer) or ""
    mask = parts.contacts.masked_mobile(institution, order.customer)

    def send(session: Session) -> str:
        try:
            return _Sending(parts, order, session).run(mobile, mask)
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

    def run(self, mobile: str, mask: str) -> str:
        """Do all that a code needs. The hash is written before the transaction ends: no message without its code."""
        if not mask or not (mobile == "" or COLOMBIAN_MOBILE.fullmatch(mobile)):
            raise NoMobile
        self._allow(mobile)
        self._make(mobile)
        self._note(mask)
        return mask

    def _allow(self, mobile: str) -> None:
        assisted = bool(self.order.agent)
        institution = self.order.occasion.institution
        self.parts.limits.allow_code(self.session, institution, self.order.customer, mobile, assisted=assisted)

    def _make(self, mobile: str) -> None:
        """Keep the hash and owe the message, sealed; nobody knows the code that an unknown customer would have had."""
        now, occasion = self.parts.clock.now(), self.order.occasion
        policy = self.parts.tables[occasion.institution].code
        code, until = new_code(policy.length), now + timedelta(seconds=policy.life)
        on_page = self.order.channel == Channel.WEB
        values: dict[str, str | int] = {"code": code, "minutes": max(1, policy.life // 60)}
        values |= {"host": self.parts.host} if on_page else {}
        text = self.parts.texts(occasion.institution, "sms_code_for_page" if on_page else "sms_code", values)
        owe(
            self.session,
            occasion.institution,
            mobile,
            self.parts.sealer.seal_text(OUTBOX, text),
            purpose="code",
            idempotency_key=self.order.idempotency_key,
            at=now,
            sealed=True,
            expires_at=until,
        )
        self.parts.book.issue(occasion, code if mobile else "", until, policy.tries, alone=not self.order.agent)

    def _note(self, mask: str) -> None:
        order = self.order
        audit.append(
            self.session,
            order.occasion.institution,
            "code_sent",
            at=self.parts.clock.now(),
            actor="agent" if order.agent else "customer",
            subject=order.customer.reference,
            channel=order.channel,
            caller_number=order.caller_number,
            agent=order.agent,
            detail={"procedure": order.occasion.purpose, "mobile": mask, "conversation": order.occasion.conversation},
        )
