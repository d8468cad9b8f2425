"""Owes every registered contact the news that something of the customer's was changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.stores.outbox.email import owe_email
from ivr.stores.outbox.owing import Terms, owe
from ivr.stores.outbox.texts import Texts


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: the prompt, and the change that it tells of (`key`, at most once each contact).

    The prompt is named without its channel: `key_changed` stands for `sms_key_changed` and `email_key_changed`.
    """

    institution: str
    prompt: str
    key: str
    at: datetime
    values: Mapping[str, str | int] = field(default_factory=dict)


def owe_notices(session: Session, texts: Texts, notice: Notice, to: Iterable[str]) -> int:
    """Owe the notice to each of these mobiles and e-mail addresses, and give to how many it goes.

    An institution without a sender in its table sends no e-mails.
    """
    ways = [way for way in to if "@" not in way or texts.mails(notice.institution)]
    for way in ways:
        _owe(session, texts, notice, way)
    return len(ways)


def _owe(session: Session, texts: Texts, notice: Notice, way: str) -> None:
    terms = Terms(purpose="notice", idempotency_key=f"{notice.key}:{notice.prompt}:{way}", at=notice.at)
    if "@" in way:
        body = texts.letter(notice.institution, notice.prompt, notice.values).as_body()
        owe_email(session, notice.institution, way, body, **terms)
    else:
        owe(session, notice.institution, way, texts.message(notice.institution, notice.prompt, notice.values), **terms)
