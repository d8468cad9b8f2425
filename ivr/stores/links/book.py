"""One-time links of 128 random bits: opening one consumes nothing, using it does."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from ivr.security.tokens import Tokens
from ivr.stores.schema import CustomerRecord, LinkRecord

TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to: the customer's procedure at an institution, and the conversation that asked for it.

    `name` is by what that conversation knows it: the hash under which it is kept, which opens nothing.
    """

    institution: str
    customer: str
    procedure: str
    conversation: str
    name: str = field(default="", compare=False)


class LinkBook:
    """Makes and reads links in the session's transaction. Lives are compared with the stored instant."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._tokens = Tokens(secret_keys, "link")

    def issue(self, session: Session, link: Link, at: datetime, until: datetime) -> str:
        """Keep a new link until that instant, itself included, and give its token; the earlier one is void at once."""
        same = {"institution": link.institution, "customer": link.customer, "procedure": link.procedure}
        session.execute(update(LinkRecord).filter_by(**same, ended=None).values(ended=at))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        hashed = self._tokens.make(token)
        made = {"conversation": link.conversation, "created": at, "expires_at": until, "ended": None, "used": None}
        session.add(LinkRecord(token_hash=hashed, **same, **made))
        session.flush()
        return token

    def look(self, session: Session, institution: str, token: str, at: datetime) -> Link | None:
        """Give what a link leads to, if it still serves; nothing is consumed, so that a mailbox may open it first."""
        found = session.scalars(select(LinkRecord).where(*self._serving(institution, token, at))).one_or_none()
        return _link(found) if found else None

    def use(self, session: Session, institution: str, token: str, at: datetime) -> Link | None:
        """Use a link up and give what it leads to: of many who try at once one gets it, the others nothing."""
        serving = self._serving(institution, token, at)
        mine = update(LinkRecord).where(*serving).values(ended=at, used=at).returning(LinkRecord)
        found = session.scalars(mine).one_or_none()
        return _link(found) if found else None

    def name(self, token: str) -> str:
        """Give the name of a link that was issued a moment ago."""
        return self._tokens.make(token)

    def hashes(self, token: str) -> tuple[str, ...]:
        """Give under what a link with this token is kept, with any secret."""
        return tuple(self._tokens.every(token))

    def _serving(self, institution: str, token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
        """Give the conditions: the token under any secret, neither used nor too old, and nothing is frozen."""
        frozen = exists().where(CustomerRecord.reference == LinkRecord.customer, CustomerRecord.state == "frozen")
        return (
            LinkRecord.token_hash.in_(self._tokens.every(token)),
            LinkRecord.institution == institution,
            LinkRecord.ended.is_(None),
            LinkRecord.expires_at >= at,
            ~frozen,
        )


def was_used(session: Session, link: Link, since: datetime) -> bool:
    """Say whether a link to this very place was used since then."""
    same = {"institution": link.institution, "customer": link.customer, "procedure": link.procedure}
    mine = select(LinkRecord).filter_by(**same, conversation=link.conversation).where(LinkRecord.used >= since)
    return session.scalars(mine.limit(1)).first() is not None


def end_links(session: Session, customer: str, at: datetime) -> None:
    """Void every link of a customer, for good: one that serves opens nothing, one that was used proves nothing."""
    worth = or_(LinkRecord.ended.is_(None), LinkRecord.used.is_not(None))
    session.execute(update(LinkRecord).filter_by(customer=customer).where(worth).values(ended=at, used=None))


def forget_links(session: Session, before: datetime) -> int:
    """Delete the links that ended or ran out before that instant, and give how many that was."""
    old = delete(LinkRecord).where(LinkRecord.expires_at < before).returning(LinkRecord.token_hash)
    return len(session.scalars(old).all())


def _link(record: LinkRecord) -> Link:
    return Link(record.institution, record.customer, record.procedure, record.conversation, record.token_hash)
