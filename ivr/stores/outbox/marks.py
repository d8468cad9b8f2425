"""What became of a message: sent, delivered, to be tried again, or given up; a state never goes backwards."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import MessageEventRecord, MessageRecord

ATTEMPTS = 7  # the last one a little over five minutes after the first
FIRST_PAUSE, LONGEST_PAUSE = 5, 300  # seconds between attempts, doubling
LISTED_AFTER = 15  # seconds until what the network took without an answer surely stands in its list

ORDER = ("owed", "sending", "sent", "undelivered", "failed", "delivered")
LOST = ("undelivered", "failed")  # nobody received it
NETWORK_WORDS = {"read": "delivered"}  # Twilio's words that are not ours; what is not in ORDER changes no state


def mark_sent(records: Records, message: int, sid: str, at: datetime) -> None:
    """Note the MessageSid that the network gave. What came sealed is wiped. Later news may have come before."""
    with records.begin() as session:
        row = _locked(session, message)
        if row.state != "sending":
            return
        row.sid, row.state = sid, "sent"
        if row.sealed:
            wipe(row, "sent", at)
    _catch_up(records, sid)


def mark_failed(records: Records, message: int, at: datetime) -> None:
    """Note that the message was surely not sent: try again after a pause that doubles, at most `ATTEMPTS` times."""
    with records.begin() as session:
        row = _locked(session, message)
        if row.state != "sending":
            return
        if row.attempts >= ATTEMPTS:
            wipe(row, "failed", at)
            return
        row.state, row.next_attempt_at = "owed", at + _pause(row.attempts)


def mark_unsure(records: Records, message: int, at: datetime) -> None:
    """Note that the network did not answer: the row stays `sending`, and whoever claims it next looks for it first.

    Not before `LISTED_AFTER` seconds: what the network took without an answer may not stand in its list yet.
    """
    with records.begin() as session:
        row = _locked(session, message)
        if row.state == "sending":
            row.claimed_until = at + max(timedelta(seconds=LISTED_AFTER), _pause(row.attempts))


def give_up(records: Records, message: int, at: datetime) -> None:
    """Note that the message will not be sent: the network refuses its number, or nobody waits for it any more."""
    with records.begin() as session:
        row = _locked(session, message)
        if row.state == "sending":
            wipe(row, "failed", at)


def note_status(records: Records, sid: str, status: str, at: datetime, error_code: str = "") -> str:
    """Note what the network says of a message: once a status, in whatever order it arrives, known or not yet known.

    Give the message's idempotency key when with this it is known that nobody received it, and nothing otherwise.
    """
    with records.begin() as session:
        insert_once(session, MessageEventRecord, sid=sid, status=status, error_code=error_code, at=at)
    return _catch_up(records, sid)


def wipe(row: MessageRecord, state: str, at: datetime) -> None:
    """Take the text away, and leave the fact."""
    row.state, row.body, row.wiped_at = state, "", at


def _catch_up(records: Records, sid: str) -> str:
    """Bring a message to the furthest state that was noted of it; give its key if that means that it got lost.

    In a transaction of its own: of the SID and the news of it, whichever is written last sees the other.
    """
    with records.begin() as session:
        row = session.scalars(select(MessageRecord).filter_by(sid=sid).with_for_update()).one_or_none()
        if row is None:
            return ""
        said = session.scalars(select(MessageEventRecord.status).filter_by(sid=sid))
        states = [row.state, *(NETWORK_WORDS.get(word, word) for word in said)]
        before, row.state = row.state, max((state for state in states if state in ORDER), key=ORDER.index)
        return row.idempotency_key if row.state in LOST and row.state != before else ""


def _locked(session: Session, message: int) -> MessageRecord:
    return session.scalars(select(MessageRecord).filter_by(id=message).with_for_update()).one()


def _pause(attempts: int) -> timedelta:
    return timedelta(seconds=min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE))
