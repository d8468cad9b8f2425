"""Callers who hang up, at every step; and who call back within minutes."""

from collections.abc import Callable

import pytest

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.agent import Agent
from tests.phone.call import Call
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY

OPENING = ("welcome", *MENU)
Step = Callable[[Phone, DemoCustomer, Agent], Call]

STEPS: dict[str, Step] = {
    "welcome": lambda line, _customer, _agent: line.dials(),
    "menu": lambda line, _customer, _agent: line.in_menu(),
    "document": lambda line, _customer, _agent: line.in_menu().presses("3"),
    "queue": lambda line, customer, agent: (agent.available(), line.identified(customer))[1].is_queued(),
    "room": lambda line, customer, agent: line.with_agent(customer, agent),
    "code": lambda line, customer, agent: line.at_keypad(customer, agent),
    "key": lambda line, customer, agent: line.proven(customer, agent),
    "again": lambda line, customer, agent: line.proven(customer, agent).anyhow().presses(NEW_KEY),
}


@pytest.mark.parametrize("step", STEPS)
def test_s1_to_s5_a_caller_who_hangs_up_leaves_nothing_behind(local: Phone, step: str) -> None:
    """At no step does a hang-up change the key, keep the agent busy, or keep a secret."""
    customer, agent = local.customer(), local.agent()
    call = STEPS[step](local, customer, agent).anyhow().hangs_up()
    assert local.key_works(customer, KEY)
    assert agent.door.look()["state"] in ("available", "offline", "wrap_up")
    agent.door.wrap_up()
    assert agent.door.look()["state"] in ("available", "offline")
    assert local.service.parts.redis.hkeys(f"ivr:{{{call.sid[-1]}}}:call:{call.sid}") == ["revision", "ended"]
    assert local.service.parts.calls.count() == 0
    second = local.dials("").hears(*OPENING).presses("1").anyhow()
    if step not in ("welcome", "menu", "document"):
        agent.takes(second)


def test_s5_who_calls_back_goes_on_with_the_procedure_and_proves_everything_again(phone: Phone) -> None:
    """The procedure may be resumed; who is calling, the agent's questions and the code may not."""
    customer, agent = phone.customer(), phone.agent()
    phone.proven(customer, agent).hears("new_key").hangs_up()
    agent.available()
    call = phone.dials().hears("welcome", "welcome_back")
    assert "Restablecer clave" in call.said[1]
    call.presses("1").hears("document_number").presses(f"{customer.document_number}#")
    call.hears("document_type", "option_type_CC", "option_type_TI").presses("1").hears("document_confirm").presses("1")
    call.hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(call).cannot("send_code", "checks_missing").cannot("to_keypad", "no_code")


def test_s5_the_code_of_the_broken_call_is_void_in_the_next(phone: Phone) -> None:
    """A code that was not typed before the line broke is worth nothing afterwards."""
    customer, agent = phone.customer(), phone.agent()
    phone.at_keypad(customer, agent).hangs_up()
    code = phone.reads_sms(customer.mobile)
    phone.waits(31)
    agent.available()
    call = phone.dials().hears("welcome", "welcome_back").presses("1").hears("document_number")
    call.presses(f"{customer.document_number}#").anyhow().presses("1").anyhow().presses("1").anyhow()
    agent.takes(call.is_queued()).checks(customer).sends_code().to_keypad()
    call.anyhow().presses(code).hears("code_wrong", "security_code")


def test_who_calls_back_may_go_to_the_menu_instead(local: Phone) -> None:
    """Two leads to the menu, and the offer is not made again in the same call."""
    local.in_menu().presses("2").hears("document_number").hangs_up()
    local.dials().hears("welcome", "welcome_back").presses("2").hears(*MENU)


def test_universal_keys_and_silence_at_the_offer_to_go_on(local: Phone) -> None:
    """Nine repeats, the star stays, three silences lead to the menu, zero to an agent."""
    local.in_menu().presses("2").hears("document_number").hangs_up()
    call = local.dials().hears("welcome", "welcome_back").presses("9").hears("welcome_back")
    call.presses("*").hears("cannot_go_back", "welcome_back").is_silent().hears("welcome_back_silence")
    call.is_silent().hears("welcome_back_third").is_silent().hears(*MENU).hangs_up()


def test_the_offer_to_go_on_lasts_ten_minutes(local: Phone) -> None:
    """Ten minutes after the end the procedure is still offered; a second later it is not."""
    local.in_menu().presses("2").hears("document_number").hangs_up()
    local.waits(600)
    local.dials().hears("welcome", "welcome_back").presses("1").hears("document_number").hangs_up()
    local.waits(601)
    local.dials().hears(*OPENING)


def test_another_telephone_and_a_withheld_one_are_offered_nothing(local: Phone) -> None:
    """Only the number that broke off is offered to go on."""
    local.in_menu().presses("2").hears("document_number").hangs_up()
    local.dials("+573005550000").hears(*OPENING).hangs_up()
    local.dials("anonymous").hears(*OPENING).presses("4").anyhow().presses("3").hears("document_number").hangs_up()
    local.dials("anonymous").hears(*OPENING)


def test_a_finished_procedure_is_not_offered_again(local: Phone) -> None:
    """Who has the new key hears the menu the next time."""
    local.restored(local.customer(), local.agent()).hangs_up()
    local.dials().hears(*OPENING)
