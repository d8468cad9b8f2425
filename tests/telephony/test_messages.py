"""The news of text messages are noted, once and in whatever order, and answered with nothing."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ivr.security.sealing import Sealer
from ivr.stores.outbox.marks import note_status
from ivr.stores.outbox.owing import owe
from ivr.stores.records import Records
from ivr.stores.schema import MessageEventRecord, MessageRecord
from ivr.telephony.gate import Gate
from ivr.telephony.memory_switchboard import MemorySwitchboard
from ivr.telephony.messages import STATUS_PATH, message_routes
from ivr.worker_outbox import OutboxWorker
from tests.conftest import FixedClock
from tests.telephony.sender import ACCOUNT, Sender

Tell = Callable[..., int]


@pytest.fixture
def records(database: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Records]:
    """Give records with one message that was sent."""
    records = Records(f"sqlite:///{shutil.copyfile(database, tmp_path / 'records.sqlite')}")
    with records.begin() as session:
        owe(session, "serfinansa", "+573001112233", "hola", purpose="notice", idempotency_key="1", at=clock.now())
    OutboxWorker(records, MemorySwitchboard(clock), Sealer(["k" * 32]), clock, "worker").run()
    yield records
    records.close()


@pytest.fixture
def tell(gate: Gate, records: Records, clock: FixedClock) -> Tell:
    """Give the network's telling of a status, as a function that gives the answer's status."""
    app = Flask("messages")

    def note(sid: str, status: str, error_code: str) -> None:
        note_status(records, sid, status, clock.now(), error_code)

    app.register_blueprint(message_routes(gate, note))
    return partial(_tell, Sender(app.test_client()), _row(records).sid or "")


def _tell(sender: Sender, sid: str, status: str, **more: str) -> int:
    params = {"MessageSid": sid, "SmsSid": sid, "MessageStatus": status, "SmsStatus": status, "AccountSid": ACCOUNT}
    answer = sender.post(STATUS_PATH, params | {"To": "+573001112233", "From": "+576015140000"} | more)
    assert answer.data == b""
    return answer.status_code


def _row(records: Records) -> MessageRecord:
    with records.read() as session:
        return session.scalars(select(MessageRecord)).one()


def test_news_are_noted_once(tell: Tell, records: Records) -> None:
    """The same news twice is one event, and both times answered alike."""
    assert [tell("delivered"), tell("delivered")] == [204, 204]
    with records.read() as session:
        assert [event.status for event in session.scalars(select(MessageEventRecord))] == ["delivered"]
    assert _row(records).state == "delivered"


def test_old_news_take_nothing_back(tell: Tell, records: Records) -> None:
    """What arrives late does not undo what is known already."""
    for status in ("delivered", "sent", "queued"):
        assert tell(status) == 204
    assert _row(records).state == "delivered"


def test_failure_is_noted_with_its_number(tell: Tell, records: Records) -> None:
    """A message that could not be delivered says so, with the network's number."""
    tell("undelivered", ErrorCode="30003")
    assert _row(records).state == "undelivered"
    with records.read() as session:
        assert session.scalars(select(MessageEventRecord)).one().error_code == "30003"


def test_news_of_an_unknown_message_are_harmless(tell: Tell, records: Records) -> None:
    """News of a message that is not known (yet) change nothing and are no error."""
    stranger = "SM" + "9" * 32
    assert tell("delivered", MessageSid=stranger, SmsSid=stranger) == 204
    assert _row(records).state == "sent"
