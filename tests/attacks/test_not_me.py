"""After "no fui yo" neither the code that waits nor the one that was typed gives an attacker the key."""

import pytest

from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY


@pytest.mark.parametrize("typed", ["nothing", "once"])
def test_an_attacker_at_the_keypad_gets_nothing(local: Phone, typed: str) -> None:
    """The customer calls while somebody else, who knows their data, has proven the code: the key stays theirs."""
    customer, deceived, agent = local.customer(), local.agent(), local.agent("andres")
    attacker = local.proven(customer, deceived).hears("new_key")
    if typed == "once":
        attacker.presses(NEW_KEY).hears("new_key_again")
    deceived.unavailable()
    local.with_agent(customer, agent)
    agent.cannot("freeze", "checks_missing").checks(customer).door.act("freeze", agent.handoff)
    before = ("one_moment",) if typed == "once" else ()
    attacker.presses(NEW_KEY).hears(*before, "code_none", "agent_coming").is_in_room()
    deceived.is_("talking").cannot("send_code", "frozen")
    assert local.key_works(customer, KEY)
    assert "no fui yo" in local.messages(customer.mobile, least=2)[-1]
    assert "customer_frozen" in audited(local.service.parts.records, customer)


def test_the_customer_gets_a_new_key_once_an_agent_has_released_it(local: Phone) -> None:
    """The stricter checklist releases, a new code proves, and the whole road works in the same call."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent)
    code = local.reads_sms(customer.mobile)
    call.presses(code).hears("new_key")
    agent.takes_back()
    call.hears("taken_back", "agent_coming").is_in_room()
    agent.is_("talking").door.act("freeze", agent.handoff)
    agent.cannot("to_keypad", "frozen").cannot("unfreeze", "checks_missing")
    agent.checks(customer, 5).door.act("unfreeze", agent.handoff)
    local.waits(30)
    agent.sends_code().to_keypad()
    call.hears("one_moment", "capsule", "new_key").presses(NEW_KEY).hears("code_none", "agent_coming").is_in_room()
    agent.is_("talking").to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(local.reads_sms(customer.mobile))
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert local.key_works(customer, NEW_KEY)


def test_whoever_presses_zero_can_say_it_too(local: Phone) -> None:
    """The message says "call and say: no fui yo": the agent types the document, checks, and freezes."""
    customer, agent = local.customer(), local.agent().available()
    call = local.in_menu().presses("0").hears("to_agent", "agent_coming")
    agent.takes(call).door.act("identify", agent.handoff, kind="CC", number=customer.document_number)
    agent.cannot("identify", "identified", kind="CC", number="1024502450").checks(customer)
    agent.cannot("send_code", "no_procedure").door.act("freeze", agent.handoff)
    assert audited(local.service.parts.records, customer)[-1] == "customer_frozen"
