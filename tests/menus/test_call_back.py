"""A call-back that keeps the place: asked for while waiting, made when the turn comes, and identity asked again."""

from ivr.agents.handoff import Outcome
from tests.menus.calling_back import GREETED, agreed, dialled, outcomes, records, waits
from tests.phone.line import Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService


def test_a_customer_is_called_back_identified_again_and_gets_the_agent(phone: Phone) -> None:
    """The whole road: the key, the number, the call, the key again, the document again, and the agent at once."""
    customer, agent = phone.customer(), phone.agent()
    agent.unavailable()
    call = phone.identified(customer).hears("to_agent", "agent_needs", "queue_nobody", "queue_keys", "queue_call_back")
    call.presses("1").hears("call_back_own").presses("1").hears("call_back_agreed", "goodbye").has_ended()
    agent.available()
    again = phone.is_called().hears(*GREETED).presses("1").hears("document_number")
    again.presses(f"{customer.document_number}#").hears("document_type", "option_type_CC", "option_type_TI")
    again.presses("1").hears("document_confirm").presses("1").hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(again)


def test_the_place_is_that_of_the_first_call(plain: PlainService) -> None:
    """The agent who becomes free is kept for the call-back, not given to whoever waits behind it; the next one is."""
    line = Phone(plain)
    first, second = line.agent(), line.agent("andres")
    first.unavailable()
    agreed(line)
    line.waits(5)
    later = waits(line, mobile())
    first.available()
    assert first.door.look()["offer"] is None
    called = line.is_called().hears(*GREETED)
    line.waits(1)
    second.available().takes(later)
    called.presses("1").hears("to_agent", "agent_coming")
    first.takes(called)
    (found,) = records(plain)
    assert (found.outcome, found.tries, found.queue, found.number[:4]) == ("reached", 1, "general", "••••")
    assert outcomes(plain) == [Outcome.CALL_BACK]


def test_nobody_is_dialled_before_their_turn(plain: PlainService) -> None:
    """While nobody is free, and while others are before, no telephone rings."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    first = waits(line, mobile())
    line.waits(1)
    agreed(line)
    line.waits(1)
    assert not dialled(plain, line.number)
    agent.available().takes(first)
    line.waits(1)
    assert not dialled(plain, line.number)
    agent.finishes()
    line.waits(31)
    assert dialled(plain, line.number)


def test_three_tries_ten_minutes_apart_and_no_answering_machine_takes_the_place(plain: PlainService) -> None:
    """No answer, a machine that presses nothing, one that hangs up: after the third try it is over, and on record."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    agent.available()
    plain.switchboard.answers = lambda _to: "no-answer"
    line.waits(1)
    plain.switchboard.answers = lambda _to: "in-progress"
    line.waits(599)
    assert dialled(plain, line.number) == 1
    line.waits(2)
    machine = line.is_called().hears(*GREETED)
    for again in ("call_back_ready_silence", "call_back_ready_third"):
        machine.is_silent().hears(again)
    machine.is_silent().hears("call_back_nobody").has_ended()
    line.waits(601)
    line.is_called().hears(*GREETED).hangs_up()
    (found,) = records(plain)
    assert (found.outcome, found.tries, found.reached) == ("unanswered", 3, None)
    line.waits(3600)
    assert dialled(plain, line.number) == 3


def test_who_does_not_need_it_any_more_says_so(local: Phone) -> None:
    """The key two ends it; nobody is called again."""
    agent = local.agent()
    agent.unavailable()
    agreed(local)
    agent.available()
    local.is_called().hears(*GREETED).presses("2").hears("call_back_declined", "goodbye").has_ended()
    assert isinstance(local.service, PlainService)
    (found,) = records(local.service)
    assert found.outcome == "declined"


def test_another_number_is_typed_and_read_back(local: Phone) -> None:
    """Only numbers of Colombia are taken; what is typed wrong is typed again."""
    other = mobile()
    agent = local.agent()
    agent.unavailable()
    call = waits(local).presses("1").hears("call_back_own").presses("2").hears("call_back_number")
    call.presses("1234567890").hears("call_back_number_wrong").presses("3001234567").hears("call_back_confirm")
    call.presses("2").hears("call_back_number").presses(other[3:]).hears("call_back_confirm").presses("1")
    call.hears("call_back_agreed", "goodbye").has_ended()
    agent.available()
    local.is_called(other).hears(*GREETED)


def test_a_withheld_number_is_asked_for(local: Phone) -> None:
    """There is nothing to confirm: the caller types where to call."""
    local.agent().unavailable()
    waits(local, "").presses("1").hears("call_back_number")


def test_who_would_rather_wait_keeps_the_place(phone: Phone) -> None:
    """Key 0 leads back into the queue, to the same place; so does a number that cannot be agreed on."""
    phone.agent().unavailable()
    call = waits(phone).presses("1").hears("call_back_own")
    phone.waits(1)
    waits(phone, mobile())
    call.presses("0").hears("call_back_not_asked", "queue_nobody", "queue_keys", "queue_call_back").is_queued()
