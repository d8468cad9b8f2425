"""Changes the mobile of a customer: the old one is kept as history, and both are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.errors import DeskError
from ivr.security.masking import mask_phone
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.outbox.owing import COLOMBIAN_MOBILE
from ivr.stores.outbox.texts import Texts
from ivr.stores.schema import ContactRecord


@dataclass(frozen=True, slots=True)
class MobileChange:
    """A new mobile (E.164) for a customer (by reference), entered by a member of the staff; `key` names the occasion.

    `channel` is where they sit (desk, branch), `occasion` what the audit says of it beside the numbers, and
    `caller_number` that of the call, if there is one.
    """

    institution: str
    customer: str
    number: str
    staff: str
    key: str
    at: datetime
    channel: str
    occasion: Mapping[str, str]
    caller_number: str = ""


def change_mobile(session: Session, texts: Texts, change: MobileChange) -> None:
    """Make the change; the number that is registered already changes nothing.

    Raises DeskError: not_a_mobile, unknown_customer, frozen.
    """
    if not COLOMBIAN_MOBILE.fullmatch(change.number):
        raise DeskError("not_a_mobile")
    account = read_account(session, change.institution, change.customer, lock=True)
    if account.frozen or not account.known:
        raise DeskError("frozen" if account.frozen else "unknown_customer")
    if change.number == account.mobile:
        return
    _register(session, change)
    earlier = [way for way in account.contacts if way != change.number]
    for prompt, to in (("contact_changed_old", earlier), ("contact_changed_new", [change.number])):
        owe_notices(session, texts, Notice(change.institution, prompt, change.key, change.at), to)
    _write(session, change, account.mobile)


def _register(session: Session, change: MobileChange) -> None:
    mine = select(ContactRecord).filter_by(customer=change.customer, kind="mobile", valid_to=None)
    for earlier in session.scalars(mine):
        earlier.valid_to = change.at
    session.flush()
    session.add(
        ContactRecord(
            customer=change.customer,
            kind="mobile",
            value=change.number,
            valid_from=change.at,
            changed_by=change.staff,
        )
    )


def _write(session: Session, change: MobileChange, old: str) -> None:
    detail = {"kind": "mobile", "old": mask_phone(old), "new": mask_phone(change.number)}
    chain.append(
        session,
        change.institution,
        "contact_changed",
        at=change.at,
        actor="agent",
        agent=change.staff,
        subject=change.customer,
        channel=change.channel,
        caller_number=change.caller_number,
        detail={**change.occasion, **detail},
    )
