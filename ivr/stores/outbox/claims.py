"""Hands owed messages to the worker that sends them, and finds out what became of those a dead worker held.

How far "exactly one SMS a row" goes: the row says `sending` before the network is asked and `sent` after it answered. A
worker that is killed in between, or hears no answer, leaves the row `sending`. Whoever claims it next looks into the
network's own list of messages first, and sends only when the message is not there. What is left is a message that the
network accepted and does not list when it is asked, a quarter of a minute later: only then are two sent.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select

from ivr.stores.outbox.marks import give_up, mark_sent, wipe
from ivr.stores.outbox.owing import EMAIL, SMS
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord

BOTH = (SMS, EMAIL)
LEASE = 60  # seconds; far longer than the network may take to answer
CLOCKS_APART = 60  # seconds that the network's clock may be behind ours


@dataclass(frozen=True, slots=True)
class OwedMessage:
    """A message that this worker holds; `key` is its idempotency key.

    When it is `recovering`, look for it at the network before sending it; `look_since` is the instant from which the
    network's list is asked. A `sealed` body has to be opened first.
    """

    id: int
    key: str
    institution: str
    to: str
    body: str
    sealed: bool
    purpose: str
    recovering: bool
    look_since: datetime
    expires_at: datetime | None
    channel: str = "sms"


def claim(
    records: Records, worker: str, at: datetime, limit: int = 20, channels: Collection[str] = BOTH
) -> tuple[OwedMessage, ...]:
    """Give messages that are due, and theirs whose worker died; nobody else is given them for `LEASE` seconds."""
    with records.read() as session:
        if session.scalars(_due(at, channels).limit(1)).first() is None:
            return ()
    with records.begin() as session:
        rows = session.scalars(_due(at, channels).limit(limit).with_for_update(skip_locked=True)).all()
        for row in rows:
            if _too_late(row, at):
                wipe(row, "failed", at)
        return tuple(_held(row, worker, at) for row in rows if row.state != "failed")


def recover(records: Records, message: OwedMessage, found: Sequence[str], at: datetime) -> bool:
    """Settle a message that may have been sent; say whether it is settled, or still has to be sent.

    `found` holds the MessageSids of the network's list that went to this number, with this text, since
    `message.look_since`; those that other rows know as theirs are not this one.
    """
    with records.read() as session:
        taken = set(session.scalars(select(MessageRecord.sid).where(MessageRecord.sid.in_(found))))
    ours = next((sid for sid in found if sid not in taken), None)
    if ours is not None:
        mark_sent(records, message.id, ours, at)
    elif message.expires_at is not None and message.expires_at <= at:
        give_up(records, message.id, at)
    else:
        return False
    return True


def _due(at: datetime, channels: Collection[str]) -> Select[MessageRecord]:
    waiting = and_(MessageRecord.state == "owed", MessageRecord.next_attempt_at <= at)
    abandoned = and_(MessageRecord.state == "sending", MessageRecord.claimed_until <= at)
    of_these = MessageRecord.channel.in_(channels)
    return select(MessageRecord).where(of_these, or_(waiting, abandoned)).order_by(MessageRecord.next_attempt_at)


def _too_late(row: MessageRecord, at: datetime) -> bool:
    """Say whether nobody waits for this message any more. One that may have been sent is looked for first."""
    return row.state == "owed" and row.expires_at is not None and row.expires_at <= at


def _held(row: MessageRecord, worker: str, at: datetime) -> OwedMessage:
    recovering = row.state == "sending"
    row.first_claimed_at = row.first_claimed_at or at
    row.state, row.claimed_by, row.claimed_until = "sending", worker, at + timedelta(seconds=LEASE)
    row.attempts += 1
    return OwedMessage(
        row.id,
        row.idempotency_key,
        row.institution,
        row.to,
        row.body,
        row.sealed,
        row.purpose,
        recovering,
        row.first_claimed_at - timedelta(seconds=CLOCKS_APART),
        row.expires_at,
        row.channel,
    )
