"""Owes every registered contact the news that something of the customer's was changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.stores.bank.outside import Texts
from ivr.stores.outbox import owe


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: the prompt with its text, and the change that it tells of (`key`, at most once each)."""

    institution: str
    prompt: str
    key: str
    at: datetime
    values: Mapping[str, str | int] = field(default_factory=dict)


def owe_notices(session: Session, texts: Texts, notice: Notice, to: Iterable[str]) -> None:
    """Owe the notice to each of these mobiles."""
    body = texts(notice.institution, notice.prompt, notice.values)
    for mobile in to:
        key = f"{notice.key}:{notice.prompt}:{mobile}"
        owe(session, notice.institution, mobile, body, purpose="notice", idempotency_key=key, at=notice.at)
