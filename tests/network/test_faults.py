"""A bad day on the network, over real HTTP: whatever gets lost or comes twice, the caller gets the key, once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from ivr.stores.outbox.marks import LISTED_AFTER
from tests.phone.bank import audited, earlier_keys, owed
from tests.phone.call import until
from tests.phone.line import MENU, Phone
from tests.phone.people import NEW_KEY
from tests.phone.real import RealService

pytestmark = pytest.mark.network


@pytest.fixture
def line(real_service: RealService) -> Iterator[Phone]:
    """Give the line over real HTTP."""
    yield Phone(real_service)
    real_service.forget()


def fault(line: Phone, kind: str, times: int = 0, match: str = "", **more: float) -> None:
    """Switch a fault on; without `times` it stays."""
    assert isinstance(line.service, RealService)
    body = {"kind": kind, "times": times, "match": match, **more}
    requests.post(f"{line.service.network}/sandbox/faults", json=body, timeout=10).raise_for_status()


def is_put_off(line: Phone, to: str) -> bool:
    """Say whether the worker does not know if a message of this mobile was taken, and waits before it looks."""
    soon = line.service.parts.clock.now() + timedelta(seconds=LISTED_AFTER)
    mine = [message for message in owed(line.service.parts.records) if message.to == to]
    return any(one.state == "sending" and one.claimed_until and one.claimed_until < soon for one in mine)


@pytest.mark.parametrize("kind", ["webhook-double", "enqueue-action-first"])
def test_the_road_to_a_new_key_on_a_network_that_stutters(line: Phone, kind: str) -> None:
    """Every webhook twice, or the end of a wait told before what follows it: one key, one audit entry, one message."""
    fault(line, kind)
    customer, agent = line.customer(), line.agent()
    line.restored(customer, agent).hangs_up()
    records = line.service.parts.records
    assert line.key_works(customer, NEW_KEY)
    assert earlier_keys(records, customer) == 1
    assert audited(records, customer).count("key_replaced") == 1
    assert len(line.messages(customer.mobile, least=2)) == 2


def test_a_message_that_was_refused_at_first_arrives_once(line: Phone) -> None:
    """The network answers 500 to the first attempt; the worker sends the code again, once."""
    customer, agent = line.customer(), line.agent()
    fault(line, "message-500", times=1)
    call = line.at_keypad(customer, agent)
    assert until(lambda: is_put_off(line, customer.mobile), line.service.patience), "nobody tried to send it"
    assert line.codes(customer.mobile) == []
    line.waits(LISTED_AFTER + 1)  # it may have been taken all the same: the worker looks for it first
    call.presses(line.reads_sms(customer.mobile)).hears("new_key")
    assert len(line.codes(customer.mobile)) == 1


def test_a_command_that_was_lost_is_repeated(line: Phone) -> None:
    """The command that leads the caller out of the room fails; the worker repeats it within seconds."""
    customer, agent = line.customer(), line.agent()
    call = line.with_agent(customer, agent)
    fault(line, "rest-500", times=1, match=call.sid)
    agent.does_not_confirm()
    call.hears("not_confirmed", *MENU)


def test_a_turn_that_never_arrives_ends_in_an_apology(line: Phone) -> None:
    """The network turns to the fallback: the caller hears it, and is parked, not dropped."""
    call = line.in_menu()
    fault(line, "webhook-lost", times=1, match="/voice/turn/")
    call.presses("3").hears("apology_fallback").is_queued()
