"""The outbox: a message that is owed is sent once, or not at all, and says which."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ivr.stores.outbox.claims import LEASE, OwedMessage, claim, recover
from ivr.stores.outbox.marks import ATTEMPTS, LISTED_AFTER, give_up, mark_failed, mark_sent, mark_unsure, note_status
from ivr.stores.outbox.owing import owe
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord

AT = datetime(2026, 3, 4, 15, tzinfo=UTC)
MOBILE = "+573001234567"


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def put(records: Records, key: str = "one", to: str = MOBILE, *, code: bool = False) -> None:
    """Owe a notice, or a code that nobody waits for after five minutes."""
    purpose, expires_at = ("code", after(300)) if code else ("notice", None)
    with records.begin() as session:
        owe(
            session,
            "serfinansa",
            to,
            "sealed text",
            purpose=purpose,
            idempotency_key=key,
            at=AT,
            sealed=code,
            expires_at=expires_at,
        )


def row(records: Records) -> MessageRecord:
    with records.read() as session:
        return session.scalars(select(MessageRecord)).one()


def only(messages: tuple[OwedMessage, ...]) -> OwedMessage:
    (message,) = messages
    return message


def test_an_owed_message_is_claimed_sent_and_delivered(records: Records) -> None:
    """The plain way of a notice."""
    put(records)
    message = only(claim(records, "worker", AT))
    assert (message.to, message.body, message.recovering) == (MOBILE, "sealed text", False)
    mark_sent(records, message.id, "SM1", AT)
    note_status(records, "SM1", "delivered", AT)
    assert (row(records).state, row(records).body) == ("delivered", "sealed text")
    assert claim(records, "worker", after(10_000)) == ()


def test_the_same_message_is_owed_once(records: Records) -> None:
    """An effect that is repeated owes no second message."""
    put(records)
    put(records)
    assert len(claim(records, "worker", AT)) == 1


def test_a_code_is_wiped_once_sent(records: Records) -> None:
    """The text of a code is gone as soon as the network has it."""
    put(records, code=True)
    mark_sent(records, only(claim(records, "worker", AT)).id, "SM1", AT)
    assert (row(records).body, row(records).wiped_at) == ("", AT)


def test_a_code_in_clear_is_refused(records: Records) -> None:
    """No program can owe a code that is not sealed."""
    with pytest.raises(ValueError, match="sealed"), records.begin() as session:
        owe(session, "serfinansa", MOBILE, "123456", purpose="code", idempotency_key="one", at=AT)


@pytest.mark.parametrize("to", ["+5715551234", "+13001234567", "+57300123456", "3001234567"])
def test_messages_go_to_colombian_mobiles_only(records: Records, to: str) -> None:
    """Landlines, foreign and unfinished numbers are refused before anything is kept."""
    with pytest.raises(ValueError, match="Colombian"):
        put(records, to=to)


def test_the_decoy_of_an_unknown_customer_is_never_sent(records: Records) -> None:
    """A message to nowhere is written like any other, and no worker is given it."""
    put(records, to="", code=True)
    assert claim(records, "worker", after(10_000)) == ()
    assert (row(records).state, row(records).body) == ("nowhere", "")


def test_two_workers_share_the_work(records: Records) -> None:
    """No message is held by two, and none is left."""
    for number in range(30):
        put(records, str(number))
    held: list[OwedMessage] = []

    def work(name: str) -> None:
        while batch := claim(records, name, AT, limit=3):
            held.extend(batch)

    threads = [threading.Thread(target=work, args=(f"worker {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message.id for message in held) == list(range(1, 31))


def test_a_message_that_surely_was_not_sent_is_tried_again_ever_later(records: Records) -> None:
    """The pauses double, and after the last attempt the message is given up and its text wiped."""
    put(records)
    now, pauses = AT, []
    while batch := claim(records, "worker", now):
        assert not batch[0].recovering
        mark_failed(records, batch[0].id, now)
        pauses.append((row(records).next_attempt_at - now).total_seconds())
        now = max(now, row(records).next_attempt_at)
    assert pauses[:-1] == [5, 10, 20, 40, 80, 160]
    assert len(pauses) == ATTEMPTS
    assert (row(records).state, row(records).body) == ("failed", "")


def test_a_refused_number_is_not_tried_again(records: Records) -> None:
    """What the network refuses for good is given up at once."""
    put(records)
    give_up(records, only(claim(records, "worker", AT)).id, AT)
    assert claim(records, "worker", after(10_000)) == ()
    assert row(records).state == "failed"


def test_a_worker_killed_after_sending_leaves_no_second_message(records: Records) -> None:
    """The next worker finds the message in the network's list, and marks it instead of sending it."""
    put(records, code=True)
    claim(records, "killed", AT)
    assert claim(records, "next", after(LEASE - 1)) == ()
    message = only(claim(records, "next", after(LEASE)))
    assert message.recovering
    assert message.look_since < AT
    assert recover(records, message, ["SM1"], after(LEASE))
    assert (row(records).state, row(records).sid, row(records).body) == ("sent", "SM1", "")


def test_a_worker_killed_before_sending_leaves_the_message_to_the_next(records: Records) -> None:
    """When the network does not list it, it still has to be sent; but a code that is too old has not."""
    put(records, code=True)
    claim(records, "killed", AT)
    message = only(claim(records, "next", after(LEASE)))
    assert not recover(records, message, [], after(LEASE))
    assert recover(records, message, [], after(300))
    assert (row(records).state, row(records).body) == ("failed", "")


def test_another_message_of_the_same_text_is_not_mistaken_for_this_one(records: Records) -> None:
    """A MessageSid that another row knows as its own says nothing about this one."""
    put(records, "one")
    mark_sent(records, only(claim(records, "worker", AT)).id, "SM1", AT)
    put(records, "two")
    claim(records, "killed", AT)
    message = only(claim(records, "next", after(LEASE)))
    assert not recover(records, message, ["SM1"], after(LEASE))
    assert recover(records, message, ["SM1", "SM2"], after(LEASE))


def test_an_unanswered_message_is_looked_for(records: Records) -> None:
    """After a time-out nobody knows: the row stays `sending`, and is looked for before it is sent."""
    put(records)
    mark_unsure(records, only(claim(records, "worker", AT)).id, AT)
    assert claim(records, "worker", after(LISTED_AFTER - 1)) == ()
    assert only(claim(records, "worker", after(LISTED_AFTER))).recovering


def test_a_code_that_nobody_waits_for_is_not_sent(records: Records) -> None:
    """An owed code is given up and wiped when its life is over."""
    put(records, code=True)
    assert claim(records, "worker", after(300)) == ()
    assert (row(records).state, row(records).body) == ("failed", "")


def test_states_never_go_backwards(records: Records) -> None:
    """News that is late, doubled or unknown changes nothing."""
    put(records)
    mark_sent(records, only(claim(records, "worker", AT)).id, "SM1", AT)
    for status in ("delivered", "sent", "queued", "delivered", "undelivered", "anything"):
        note_status(records, "SM1", status, AT)
        assert row(records).state == "delivered"


@pytest.mark.parametrize("status", ["undelivered", "failed"])
def test_a_lost_message_is_told_once(records: Records, status: str) -> None:
    """The news that nobody received it gives its key; the same news again, and good news, give nothing."""
    put(records)
    mark_sent(records, only(claim(records, "worker", AT)).id, "SM1", AT)
    assert note_status(records, "SM1", "sent", AT) == ""
    assert note_status(records, "SM1", status, AT) == row(records).idempotency_key
    assert note_status(records, "SM1", status, AT) == ""
    assert note_status(records, "SM1", "delivered", AT) == ""


def test_news_may_come_before_the_mark(records: Records) -> None:
    """The network may report a delivery before its answer to the sending is marked."""
    put(records)
    message = only(claim(records, "worker", AT))
    note_status(records, "SM1", "delivered", AT)
    mark_sent(records, message.id, "SM1", AT)
    assert row(records).state == "delivered"


def test_a_late_mark_changes_nothing(records: Records) -> None:
    """A worker that lost its lease cannot send a message back, nor give it another SID."""
    put(records)
    message = only(claim(records, "slow", AT))
    mark_sent(records, message.id, "SM1", AT)
    mark_failed(records, message.id, AT)
    mark_unsure(records, message.id, AT)
    give_up(records, message.id, AT)
    mark_sent(records, message.id, "SM2", AT)
    assert (row(records).state, row(records).sid) == ("sent", "SM1")
