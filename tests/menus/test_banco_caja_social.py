"""Banco Caja Social's line: its own menu, checklist and keys, on the scripts that every line has."""

import pytest

from tests.phone.call import Call
from tests.phone.line import Phone

NEW_KEY = "916937"
MENU = ("menu_main", "option_regain", "option_agent", "option_office_code")


@pytest.fixture
def bank(local: Phone) -> Phone:
    """Give the line of the bank."""
    return Phone(local.service, "banco_caja_social")


def dialled(bank: Phone) -> Call:
    """Be at the menu, on a day on which somebody works."""
    bank.is_staffed()
    return bank.dials().hears("welcome", *MENU)


def test_a_passport_is_asked_by_an_agent(bank: Phone) -> None:
    """A document with letters cannot be typed: an agent asks, by the bank's own checklist, and sends the code."""
    agent, customer = bank.agent().available(), bank.customer(document="PA AB123456")
    call = dialled(bank).presses("1").hears("universal_keys", "document_number").presses("0#")
    call.hears("to_agent", "agent_needs", "agent_coming").is_queued()
    agent.takes(call)
    agent.names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", "one_moment", "capsule", "security_code").presses(bank.reads_sms(customer.mobile))
    call.hears("new_key").presses(f"{NEW_KEY}#").hears("new_key_again").presses(f"{NEW_KEY}#")
    call.hears("one_moment", "key_changed", *MENU)
    assert bank.key_works(customer, NEW_KEY)


def test_its_callers_wait_for_its_own_agents_only(bank: Phone, local: Phone) -> None:
    """An agent of another institution is not offered the caller, however free."""
    stranger = Phone(local.service).agent("andres").available()
    bank.is_staffed()
    dialled(bank).presses("2").hears("to_agent", "queue_nobody", "queue_keys", "queue_call_back")
    assert stranger.door.look()["offer"] is None


def test_without_agents_callers_go_on_with_what_they_can_do_alone(bank: Phone) -> None:
    """Who asks for an agent hears that none is there, and is in the menu again; who keeps silent hears farewell."""
    call = bank.dials().hears("welcome", *MENU).presses("0")
    call.hears("queue_closed_staff", "menu_without_agent", *MENU).presses("1")
    call.hears("universal_keys", "document_number").presses("*#").hears(*MENU)
    for reprompt in ("menu_main_silence", "menu_main_third"):
        call.is_silent().hears(reprompt, *MENU[1:])
    call.is_silent().hears("queue_closed_staff", "goodbye").has_ended()
