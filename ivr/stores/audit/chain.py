"""The audit: one chain of records an institution, in which every touched, missing or added link shows."""

import hashlib
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.security.masking import mask_phone
from ivr.stores.inserting import insert_once
from ivr.stores.schema import AuditHeadRecord, AuditRecord
from ivr.values import Effect

FIRST = "0" * 64  # what the first link of a chain names as the one before
LINK = ("institution", "sequence", "kind", "actor", "channel", "caller", "agent", "machine", "subject", "detail")


class Deed(TypedDict):
    """What is written of a deed.

    `actor` is who did it: customer, system, or a member of staff; `subject` the opaque reference of the customer;
    `caller_number` is masked before it is kept; `detail` never holds a secret.
    """

    at: datetime
    actor: str
    subject: NotRequired[str]
    channel: NotRequired[str]
    caller_number: NotRequired[str]
    agent: NotRequired[str]
    detail: NotRequired[Mapping[str, str | int]]


def append(session: Session, institution: str, kind: str, **deed: Unpack[Deed]) -> int:
    """Add a link in the session's transaction and give its sequence, from 1; `kind` is a word such as key_replaced.

    Writers of one chain wait for each other until the transaction ends, so append as the last thing of it.
    """
    head = _locked_head(session, institution)
    head.sequence += 1
    link = AuditRecord(
        institution=institution,
        sequence=head.sequence,
        at=deed["at"],
        kind=kind,
        actor=deed["actor"],
        channel=deed.get("channel", ""),
        caller=mask_phone(deed.get("caller_number", "")),
        agent=deed.get("agent", ""),
        machine=socket.gethostname(),
        subject=deed.get("subject", ""),
        detail=canonical(deed.get("detail", {})),
        previous=head.hash,
    )
    link.hash = head.hash = digest(link)
    session.add(link)
    session.flush()
    return link.sequence


def append_effect(
    session: Session,
    effect: Effect,
    kind: str,
    *,
    at: datetime,
    subject: str,
    detail: Mapping[str, str | int] | None = None,
) -> int:
    """Add what a caller did by an effect of their conversation; the conversation and procedure go into `detail`."""
    occasion = {"conversation": effect.conversation, "procedure": effect.procedure}
    return append(
        session,
        effect.institution,
        kind,
        at=at,
        actor="customer",
        subject=subject,
        channel=effect.channel,
        caller_number=effect.caller_number,
        detail={**occasion, **(detail or {})},
    )


def verify(session: Session, institution: str) -> int | None:
    """Walk the chain and give the sequence of the first bad link, or None when every link is as it was written.

    A link that is missing, also at the end, counts as bad. Rewriting the whole chain shows only against a head that was
    kept elsewhere: `head` is for writing down, outside this database, from time to time.
    """
    part = walk(session, institution, Head(0, FIRST))
    if part.bad is not None:
        return part.bad
    return None if head(session, institution) == part.head else part.head.sequence + 1


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain: how many there are, and the hash that covers them all."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some links that were walked: the last one that is as it was written, and the first one that is not."""

    head: Head
    bad: int | None = None


def walk(session: Session, institution: str, known: Head, count: int | None = None) -> Part:
    """Walk the chain from the link after a `known` one, `count` links at most; see `verify`."""
    previous, expected = known.hash, known.sequence + 1
    links = select(AuditRecord).where(AuditRecord.institution == institution, AuditRecord.sequence >= expected)
    links = links.order_by(AuditRecord.sequence).limit(count)
    for link in session.scalars(links.execution_options(yield_per=1000, populate_existing=True)):
        if (link.sequence, link.previous, link.hash) != (expected, previous, digest(link)):
            return Part(Head(expected - 1, previous), expected)
        previous, expected = link.hash, expected + 1
    return Part(Head(expected - 1, previous))


def head(session: Session, institution: str) -> Head:
    """Give the chain's last link; sequence 0 for an institution of which nothing was written yet."""
    record = session.get(AuditHeadRecord, institution, populate_existing=True)
    return Head(record.sequence, record.hash) if record else Head(0, FIRST)


def digest(link: AuditRecord) -> str:
    """Give the SHA-256 of a link: canonical JSON of all that it says, and the hash of the one before."""
    said: dict[str, Any] = {name: getattr(link, name) for name in LINK}
    said |= {"at": link.at.isoformat(timespec="microseconds"), "previous": link.previous}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def canonical(value: Mapping[str, Any]) -> str:
    """Give JSON that is the same for the same content: sorted names, no spaces, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _locked_head(session: Session, institution: str) -> AuditHeadRecord:
    """Give the chain's head, so that nobody else can append until this transaction ends."""
    insert_once(session, AuditHeadRecord, institution=institution, sequence=0, hash=FIRST)
    locked = select(AuditHeadRecord).where(AuditHeadRecord.institution == institution).with_for_update()
    return session.scalars(locked.execution_options(populate_existing=True)).one()
