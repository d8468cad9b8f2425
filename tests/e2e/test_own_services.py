"""Parts of a service with services of one's own are killed in mid-call: nobody loses a call, a message or a key."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from sqlalchemy import select, update

from ivr.stores.schema import MessageRecord
from tests.e2e.own_services import OwnServices
from tests.phone.call import until
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServices]:
    """Give the service with its own Valkey and PostgreSQL."""
    with OwnServices.started(tmp_path_factory.mktemp("own")) as service:
        yield service


@pytest.fixture
def phone(service: OwnServices) -> Iterator[Phone]:
    """Give a telephone of somebody who is nobody yet."""
    yield Phone(service)
    service.forget()


def message(service: OwnServices, to: str) -> MessageRecord:
    """Give the one message that is owed, or was sent, to a mobile."""
    with service.parts.records.read() as session:
        row = session.scalars(select(MessageRecord).filter_by(to=to)).one()
        session.expunge(row)
        return row


def test_a_web_worker_dies_in_mid_call(service: OwnServices, phone: Phone) -> None:
    """Whichever process took the last turn, another one takes the next."""
    customer, agent = phone.customer(), phone.agent("carolina")
    call = phone.at_keypad(customer, agent)
    first = service.kill_web_worker()
    call.presses(phone.reads_sms(customer.mobile)).hears("new_key")
    assert until(lambda: len(service.web_workers()) > 1 and first not in service.web_workers(), 10)
    second = service.kill_web_worker()
    call.presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert second != first
    assert phone.key_works(customer, NEW_KEY)


def test_a_worker_dies_between_sending_and_noting_it(service: OwnServices, phone: Phone) -> None:
    """The network took the message and nobody wrote that down: whoever takes over looks first, and sends none."""
    customer, agent = phone.customer(), phone.agent("andres")
    phone.with_agent(customer, agent)
    fault = {"kind": "message-timeout", "match": customer.mobile, "seconds": 1.5}
    requests.post(f"{service.network}/sandbox/faults", json=fault, timeout=10).raise_for_status()
    agent.checks(customer).sends_code()
    assert until(lambda: message(service, customer.mobile).state == "sending", 10)
    service.kill_worker(int(message(service, customer.mobile).claimed_by.rpartition(":")[2]))
    assert until(lambda: service.messages(customer.mobile), 10)
    assert message(service, customer.mobile).state == "sending"
    with service.parts.records.begin() as session:  # the minute for which the dead one held it is over
        session.execute(update(MessageRecord).filter_by(to=customer.mobile).values(claimed_until=datetime.now(UTC)))
    assert until(lambda: message(service, customer.mobile).state != "sending", 10)
    assert message(service, customer.mobile).sid
    assert len(service.messages(customer.mobile)) == 1


def test_the_live_state_goes_and_comes_back(service: OwnServices, phone: Phone) -> None:
    """Within three seconds the caller hears an apology, waits, then goes on; no key changes meanwhile."""
    customer, agent = phone.customer(), phone.agent("milena")
    call = phone.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")
    service.stop_state()
    pressed = time.monotonic()
    call.presses(NEW_KEY).hears("apology_fallback").is_queued()
    assert time.monotonic() - pressed < 3
    assert phone.key_works(customer, KEY)
    service.start_state()
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert phone.key_works(customer, NEW_KEY)
    agent.saw("key_set")
