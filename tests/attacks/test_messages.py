"""The message with the code: refused, late, lost. One message, or an honest state."""

import pytest

from ivr.errors import SwitchboardRefused, Unavailable
from ivr.telephony.memory_switchboard import MemorySwitchboard
from tests.phone.bank import owed
from tests.phone.line import Phone
from tests.phone.plain import PlainService

FAULTS = {
    "500": SwitchboardRefused(20500, "internal server error"),
    "429": SwitchboardRefused(20429, "too many requests"),
    "time-out": Unavailable("no answer in three seconds"),
}


def with_code(service: PlainService) -> tuple[Phone, str]:
    """Have an agent send a code; give where it goes."""
    line = Phone(service)
    customer, agent = line.customer(), line.agent()
    line.with_agent(customer, agent)
    agent.checks(customer).sends_code()
    return line, customer.mobile


@pytest.mark.parametrize("fault", FAULTS)
def test_a_message_that_was_refused_once_arrives_once(plain: PlainService, fault: str) -> None:
    """The worker tries again after a pause; the customer gets one message."""
    plain.switchboard.fail_next("send_message", FAULTS[fault])
    line, mobile = with_code(plain)
    assert line.messages(mobile) == []
    for _ in range(10):
        line.waits(10)
    assert len(line.messages(mobile)) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_network_that_takes_no_message_is_told_as_failed(plain: PlainService, fault: str) -> None:
    """A code that could not be sent in its life is given up, wiped, and never sent afterwards."""
    plain.switchboard.fail_next("send_message", FAULTS[fault], times=100)
    line, mobile = with_code(plain)
    for _ in range(40):
        line.waits(15)
    (message,) = owed(plain.parts.records)
    assert (message.state, message.body) == ("failed", "")
    plain.switchboard._faults.clear()
    line.waits(600)
    assert line.messages(mobile) == []


def test_a_message_whose_answer_was_lost_is_not_sent_again(plain: PlainService) -> None:
    """The network took it, and its answer never came: the worker looks for it before it sends another."""
    take = plain.switchboard.send_message
    lost: list[str] = []

    def lose_the_answer(to: str, body: str, status_url: str) -> str:
        lost.append(take(to, body, status_url))
        plain.switchboard.send_message = take  # type: ignore[method-assign] # the next answer arrives
        raise Unavailable("the answer was lost")

    plain.switchboard.send_message = lose_the_answer  # type: ignore[method-assign]
    line, mobile = with_code(plain)
    for _ in range(10):
        line.waits(10)
    assert len(lost) == 1
    assert len(line.messages(mobile)) == 1
    (message,) = owed(plain.parts.records)
    assert (message.state, message.sid) == ("delivered", lost[0])


def test_the_caller_is_not_kept_waiting_by_the_network_of_messages(plain: PlainService) -> None:
    """The agent goes on at once: the code is owed, and the keypad asks for it."""
    assert isinstance(plain.switchboard, MemorySwitchboard)
    plain.switchboard.fail_next("send_message", FAULTS["time-out"])
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    for _ in range(4):
        line.waits(10)
    call.presses(line.reads_sms(customer.mobile)).hears("new_key")


@pytest.mark.parametrize("how", ["undelivered", "failed", "refused"])
def test_the_agent_hears_that_a_code_got_lost(plain: PlainService, how: str) -> None:
    """The desk says that nobody received the code, until another one is sent; the customer's notices say nothing."""
    assert isinstance(plain.switchboard, MemorySwitchboard)
    if how == "refused":
        plain.switchboard.fail_next("send_message", SwitchboardRefused(21610, "opted out"))
    else:
        plain.network.news_of_messages = how
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    line.with_agent(customer, agent)
    agent.checks(customer).sends_code()
    plain.work()
    assert agent.door.look()["call"]["undelivered"] is True
    plain.network.news_of_messages = "delivered"
    line.waits(31)
    agent.sends_code()
    plain.work()
    assert agent.door.look()["call"]["undelivered"] is False
