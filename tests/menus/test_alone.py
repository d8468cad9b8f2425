"""A procedure that needs no agent: the code goes out at once, and an agent is there for who cannot go on alone."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from ivr.institutions import Institution
from tests.phone.fixtures import Build
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY, digits, mobile

SENT = ("one_moment", "code_sent", "security_code")
ASKED = ("to_agent", "agent_needs", "agent_coming")
AT_KEYPAD = ("one_moment", "capsule", "security_code")


def without_agent(institution: Institution) -> Mapping[str, Institution]:
    """Give the table with procedures that a caller can do alone."""
    alone = {name: replace(each, agent=False) for name, each in institution.procedures.items()}
    return MappingProxyType({institution.id: replace(institution, procedures=MappingProxyType(alone))})


@pytest.fixture(params=[False, True], ids=["plain", "doubled"])
def alone(request: pytest.FixtureRequest, build: Build, institution: Institution) -> Phone:
    """Give a line whose procedures need no agent."""
    return Phone(build(twice=request.param, tables=without_agent(institution)))


def test_a_key_is_restored_with_nobody_else(alone: Phone) -> None:
    """The caller types document, code and key; nobody has to be signed in."""
    customer = alone.customer()
    call = alone.identified(customer).hears(*SENT)
    call.presses(alone.reads_sms(customer.mobile)).hears("new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert alone.key_works(customer, NEW_KEY)


def test_a_key_is_changed_with_two_proofs(alone: Phone) -> None:
    """The code and the current key."""
    customer = alone.customer()
    call = alone.identified(customer, "2").hears(*SENT)
    call.presses(alone.reads_sms(customer.mobile)).hears("current_key").presses(KEY).hears("new_key")


def test_a_key_that_is_kept_needs_no_agent(alone: Phone) -> None:
    """Who keeps the key they have is in the menu again."""
    customer = alone.customer()
    call = alone.identified(customer, "1").hears(*SENT).presses(alone.reads_sms(customer.mobile))
    call.hears("already_active").presses("2").hears("key_kept", *MENU)
    assert alone.key_works(customer, KEY)


def test_who_has_no_mobile_gets_another_way_from_an_agent(alone: Phone) -> None:
    """The line promises it: the agent has the questions, registers a mobile, and the key is set."""
    customer, agent, new = alone.customer(mobile=""), alone.agent().available(), mobile()
    call = alone.identified(customer).hears("one_moment", "no_mobile", *ASKED)
    agent.takes(call).checks(customer, 5).changes_mobile(new[3:]).to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(alone.reads_sms(new)).hears("new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert alone.key_works(customer, NEW_KEY)


def test_a_passport_is_asked_by_an_agent(alone: Phone) -> None:
    """A keypad has no letters here either."""
    customer, agent = alone.customer(document=f"PA C{digits(7)}"), alone.agent().available()
    call = alone.in_menu().presses("3").hears("document_number").presses("0#").hears(*ASKED)
    agent.takes(call).names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(alone.reads_sms(customer.mobile)).hears("new_key")


def test_a_code_that_is_used_up_leads_to_an_agent(alone: Phone) -> None:
    """Who came alone so far meets an agent, who checks them and sends another code."""
    customer, agent = alone.customer(), alone.agent().available()
    call = alone.identified(customer).hears(*SENT)
    wrong = f"{(int(alone.reads_sms(customer.mobile)) + 1) % 10**6:06}"
    for _ in range(2):
        call.presses(wrong).hears("code_wrong", "security_code")
    call.presses(wrong).hears("code_exhausted", *ASKED)
    agent.takes(call).cannot("send_code", "checks_missing").checks(customer)
    alone.waits(30)
    agent.sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(alone.reads_sms(customer.mobile)).hears("new_key")


def test_too_many_codes_lead_to_an_agent(alone: Phone) -> None:
    """A second code within half a minute is not sent; a person goes on with the caller."""
    customer, agent = alone.customer(), alone.agent().available()
    alone.identified(customer).hears(*SENT).hangs_up()
    call = alone.dials().hears("welcome", "welcome_back").presses("1").hears("document_number")
    call.presses(f"{customer.document_number}#").anyhow().presses("1").anyhow().presses("1")
    call.hears("one_moment", "limit_reached", *ASKED)
    agent.takes(call).checks(customer).cannot("send_code", "too_soon")
