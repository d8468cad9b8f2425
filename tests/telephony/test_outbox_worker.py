"""What is owed is sent once, whatever breaks meanwhile, and a code is in clear only on its way out."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from ivr.errors import SwitchboardRefused, Unavailable
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.outbox.claims import LEASE, claim
from ivr.stores.outbox.marks import LISTED_AFTER
from ivr.stores.outbox.owing import owe
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord
from ivr.telephony.memory_switchboard import MemorySwitchboard
from ivr.telephony.messages import STATUS_PATH
from ivr.worker_outbox import OutboxWorker
from tests.conftest import FixedClock

MOBILE = "+573001112233"
CODE = "Serfinansa: su codigo es 482913."


@pytest.fixture
def records(database: Path, tmp_path: Path) -> Iterator[Records]:
    """Give empty records."""
    records = Records(f"sqlite:///{shutil.copyfile(database, tmp_path / 'records.sqlite')}")
    yield records
    records.close()


@pytest.fixture
def network(clock: FixedClock) -> MemorySwitchboard:
    """Give a network in memory."""
    return MemorySwitchboard(clock)


@pytest.fixture
def worker(records: Records, network: MemorySwitchboard, clock: FixedClock) -> OutboxWorker:
    """Give the worker that sends."""
    return OutboxWorker(records, network, Sealer(["k" * 32]), clock, "worker-1")


def put(worker: OutboxWorker, body: str, key: str = "one", *, code: bool = False) -> None:
    """Owe a notice, or a code that lives for five minutes."""
    at = worker.clock.now()
    purpose, expires_at = ("code", at + timedelta(seconds=300)) if code else ("notice", None)
    text = worker.sealer.seal_text(OUTBOX, body) if code else body
    with worker.records.begin() as session:
        owe(
            session,
            "serfinansa",
            MOBILE,
            text,
            purpose=purpose,
            idempotency_key=key,
            at=at,
            sealed=code,
            expires_at=expires_at,
        )


def rows(records: Records) -> list[MessageRecord]:
    """Give all messages."""
    with records.read() as session:
        return list(session.scalars(select(MessageRecord).order_by(MessageRecord.id)))


def bodies(network: MemorySwitchboard) -> list[str]:
    """Give the texts that were carried."""
    return [message.body for message in network.messages]


def test_what_is_owed_is_sent_once(worker: OutboxWorker, network: MemorySwitchboard) -> None:
    """Every owed message is sent, with the address for its news; the next run sends nothing."""
    for number in range(25):
        put(worker, f"Serfinansa: aviso {number}", str(number))
    assert (worker.run(), worker.run()) == (25, 0)
    assert sorted(bodies(network)) == sorted(f"Serfinansa: aviso {number}" for number in range(25))
    assert {command.given[2] for command in network.commands} == {STATUS_PATH}
    assert {row.state for row in rows(worker.records)} == {"sent"}
    assert {row.sid for row in rows(worker.records)} == {message.sid for message in network.messages}


def test_code_is_opened_only_to_be_sent(worker: OutboxWorker, network: MemorySwitchboard) -> None:
    """A code waits sealed, arrives in clear, is wiped once sent, and never stands in the log."""
    put(worker, CODE, code=True)
    assert "482913" not in rows(worker.records)[0].body
    with capture_logs() as lines:
        worker.run()
    assert bodies(network) == [CODE]
    assert rows(worker.records)[0].body == ""
    assert "482913" not in str(lines)
    assert MOBILE not in str(lines)


def test_worker_that_died_after_sending_causes_no_second_message(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """A message that was sent but not noted is found at the network, and noted."""
    put(worker, CODE, code=True)
    claim(worker.records, "dead", clock.now())
    sid = network.send_message(MOBILE, CODE, STATUS_PATH)
    assert worker.run() == 0
    clock.advance(LEASE + 1)
    assert worker.run() == 1
    assert bodies(network) == [CODE]
    assert (rows(worker.records)[0].sid, rows(worker.records)[0].state) == (sid, "sent")


def test_worker_that_died_before_sending_is_made_up_for(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """A message that was claimed but never sent is sent by the next worker."""
    put(worker, CODE, code=True)
    claim(worker.records, "dead", clock.now())
    clock.advance(LEASE + 1)
    worker.run()
    assert bodies(network) == [CODE]


def test_silent_network_is_asked_before_sending_again(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """After no answer the network's list is looked at first; when the message is not there, it is sent."""
    put(worker, "Serfinansa: aviso")
    network.fail_next("send_message", Unavailable("telephone network"))
    worker.run()
    assert rows(worker.records)[0].state == "sending"
    clock.advance(LISTED_AFTER - 1)
    assert worker.run() == 0, "what the network took a moment ago may not stand in its list yet"
    clock.advance(1)
    worker.run()
    assert [command.name for command in network.commands] == ["send_message", "sent_messages", "send_message"]
    assert bodies(network) == ["Serfinansa: aviso"]


def test_network_that_cannot_be_asked_is_asked_later(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """While the list cannot be seen, nothing is sent: never two messages."""
    put(worker, "Serfinansa: aviso")
    network.fail_next("send_message", Unavailable("telephone network"))
    network.fail_next("sent_messages", Unavailable("telephone network"), times=2)
    for _ in range(3):
        worker.run()
        clock.advance(LEASE)
    assert bodies(network) == []
    worker.run()
    assert bodies(network) == ["Serfinansa: aviso"]


def test_list_that_is_refused_holds_up_nobody(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """One message that cannot be looked for waits; those beside it are sent, and it is sent once it can be."""
    put(worker, "Serfinansa: aviso 1", "1")
    network.fail_next("send_message", Unavailable("telephone network"))
    worker.run()
    clock.advance(LEASE)
    put(worker, "Serfinansa: aviso 2", "2")
    network.fail_next("sent_messages", SwitchboardRefused(20003, "authenticate"))
    worker.run()
    assert bodies(network) == ["Serfinansa: aviso 2"]
    clock.advance(LEASE)
    worker.run()
    assert sorted(bodies(network)) == ["Serfinansa: aviso 1", "Serfinansa: aviso 2"]


def test_refusal_that_may_pass_is_tried_again(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """A refusal that is not about the recipient is tried again after a pause."""
    put(worker, "Serfinansa: aviso")
    network.fail_next("send_message", SwitchboardRefused(20003, "authenticate"))
    worker.run()
    assert rows(worker.records)[0].state == "owed"
    worker.run()
    assert bodies(network) == []
    clock.advance(6)
    worker.run()
    assert bodies(network) == ["Serfinansa: aviso"]


def test_hopeless_recipient_is_given_up(worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock) -> None:
    """A number that will never take messages is not tried again, and the text is wiped."""
    put(worker, CODE, code=True)
    network.fail_next("send_message", SwitchboardRefused(21610, "opted out"))
    worker.run()
    clock.advance(600)
    worker.run()
    assert bodies(network) == []
    assert (rows(worker.records)[0].state, rows(worker.records)[0].body) == ("failed", "")


def test_code_that_came_too_late_is_not_sent(
    worker: OutboxWorker, network: MemorySwitchboard, clock: FixedClock
) -> None:
    """A code that nobody waits for any more is given up."""
    put(worker, CODE, code=True)
    clock.advance(301)
    worker.run()
    assert bodies(network) == []


def test_unreadable_message_holds_up_nobody(worker: OutboxWorker, network: MemorySwitchboard) -> None:
    """A sealed text whose secret is gone is given up; the others are sent."""
    put(worker, CODE, "code", code=True)
    put(worker, "Serfinansa: aviso", "notice")
    stranger = OutboxWorker(worker.records, network, Sealer(["z" * 32]), worker.clock, "worker-2")
    stranger.run()
    assert bodies(network) == ["Serfinansa: aviso"]
    assert [row.state for row in rows(worker.records)] == ["failed", "sent"]
