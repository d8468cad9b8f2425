"""Freezes what a customer has after "this was not me", until an agent has looked into it; both are told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ivr.agents.handoff import Handoff
from ivr.errors import DeskError
from ivr.stores.audit.desk import append_deed, reference_of
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.bank.sent_key_use import void_sent
from ivr.stores.branch.closing import end_requests
from ivr.stores.links.book import end_links
from ivr.stores.outbox.owing import COLOMBIAN_MOBILE
from ivr.stores.outbox.texts import Texts
from ivr.stores.schema import ContactRecord, CustomerRecord, KeyRecord

LATELY = timedelta(days=30)
"""How long a contact that was replaced is still told: it may have been replaced by the one who is to be kept out."""


@dataclass(frozen=True, slots=True)
class Freeze:
    """Whether the customer of a handoff is to have key and contacts kept from changes (`frozen`) from now on."""

    handoff: Handoff
    agent: str
    at: datetime
    frozen: bool

    @property
    def customer(self) -> str:
        """Give the customer's reference."""
        return reference_of(self.handoff)


def set_frozen(session: Session, texts: Texts, change: Freeze) -> None:
    """Freeze or unfreeze, tell the contacts of these days, and write the audit; what is so already stays as it is.

    Both ways whatever was pending or proven is void, also what came at the very instant of the freezing: links, used
    ones as well, typed temporary keys, keys that were sent, and what branches have asked for.

    Raises DeskError (unknown_customer).
    """
    account = read_account(session, change.handoff.institution, change.customer, lock=True)
    if not account.known:
        raise DeskError("unknown_customer")
    if account.frozen is change.frozen:
        return
    word = "frozen" if change.frozen else "unfrozen"
    session.get_one(CustomerRecord, change.customer).state = "frozen" if change.frozen else "active"
    end_links(session, change.customer, change.at)
    _forget_typed(session, change.customer)
    void_sent(session, change.customer)
    told = Notice(change.handoff.institution, word, f"{change.customer}:{change.at.isoformat()}", change.at)
    owe_notices(session, texts, told, _contacts_of_late(session, change))
    end_requests(session, change.handoff.institution, change.customer, change.at)
    append_deed(session, change.handoff, change.agent, f"customer_{word}", at=change.at)


def _forget_typed(session: Session, customer: str) -> None:
    """Have no temporary key let anybody go on because they typed it before: it is a proof like a code.

    Both ways: who typed it at the very instant of the freezing is forgotten at the release.
    """
    session.execute(update(KeyRecord).filter_by(customer=customer).values(confirmed_in="", confirmed_at=None))


def _contacts_of_late(session: Session, change: Freeze) -> list[str]:
    lately = or_(ContactRecord.valid_to.is_(None), ContactRecord.valid_to > change.at - LATELY)
    mine = select(ContactRecord.value).where(ContactRecord.customer == change.customer, lately).distinct()
    return [way for way in session.scalars(mine) if "@" in way or COLOMBIAN_MOBILE.fullmatch(way)]
