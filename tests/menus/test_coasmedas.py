"""Coasmedas' line: the same procedures with keys, and an agent for who cannot go on alone (C1-C6)."""

import re

import pytest

from ivr.prompts.spoken import DIGITS
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited, key_of_kind
from tests.phone.call import Call
from tests.phone.line import Phone
from tests.phone.people import KEY, NEW_KEY, OTHER_KEY

TEMPORARY, TRANSACTION = "7391", "3168"
MENU = ("menu_main", "option_recover", "option_enter", "option_agent")
SENT = ("one_moment", "code_sent", "security_code")
TYPES = ("document_type", "option_type_CC", "option_type_TI")


@pytest.fixture
def member(local: Phone) -> Phone:
    """Give the line of the cooperative."""
    return Phone(local.service, "coasmedas")


def identified(phone: Phone, customer: DemoCustomer, option: str = "1") -> Call:
    """Have accepted the terms and typed the document."""
    call = phone.dials().hears("welcome", *MENU).presses(option).hears("universal_keys", "terms").presses("1")
    call.hears("document_number").presses(f"{customer.document_number}#").hears(*TYPES).presses("1")
    return call.hears("document_confirm").presses("1")


def heard_digits(call: Call) -> str:
    """Give the digits that were said last."""
    found = re.search(r"cifras: ([a-z ]+)\.", call.said[-1])
    assert found is not None
    return "".join(str(DIGITS.index(word)) for word in found.group(1).split())


def recovered(phone: Phone, customer: DemoCustomer) -> Call:
    """Have a temporary key."""
    call = identified(phone, customer).hears("temporary_key").presses(TEMPORARY)
    call.hears("temporary_key_again").presses(TEMPORARY).hears("human_check")
    call.presses(heard_digits(call)).hears(*SENT).presses(phone.reads_sms(customer.mobile))
    return call.hears("one_moment", "temporary_key_set", *MENU)


def test_c3_a_temporary_key_by_telephone(member: Phone) -> None:
    """Terms, document, a key typed twice, the digits that are heard, and the code: with nobody at a desk."""
    customer = member.customer()
    recovered(member, customer)
    assert member.key_works(customer, TEMPORARY)
    assert key_of_kind(member.service.parts, customer, TEMPORARY, "transaction")
    assert audited(member.service.parts.records, customer)[0] == "terms_accepted"


def test_c1_who_does_not_accept_the_terms_is_in_the_menu_again(member: Phone) -> None:
    """Nothing was asked, nothing was sent."""
    call = member.dials().hears("welcome", *MENU).presses("1").hears("universal_keys", "terms").presses("2")
    call.hears("terms_refused", *MENU)


def test_a_line_with_one_menu_says_the_universal_keys_once(member: Phone) -> None:
    """After the first choice, before what they help with; who chooses again in the same call has heard them."""
    call = member.dials().hears("welcome", *MENU).presses("2").hears("universal_keys", "terms").presses("2")
    for option in ("1", "2"):
        call.hears("terms_refused", *MENU).presses(option).hears("terms").presses("2")


def test_c4_c5_both_definitive_keys_by_telephone(member: Phone) -> None:
    """The temporary key opens; the access key is chosen, then the transaction key with digits and a second code."""
    customer = member.customer()
    recovered(member, customer)
    call = identified(member, customer, "2").hears("current_key").presses(TEMPORARY)
    call.hears("keys_to_set", "new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "one_key_set", "other_current_key").presses(TEMPORARY)
    call.hears("other_new_key").presses(TRANSACTION).hears("other_new_key_again").presses(TRANSACTION)
    member.waits(31)
    call.hears("human_check").presses(heard_digits(call)).hears(*SENT).presses(member.reads_sms(customer.mobile))
    call.hears("one_moment", "one_key_set", "keys_ready", *MENU)
    assert member.key_works(customer, NEW_KEY)
    assert key_of_kind(member.service.parts, customer, TRANSACTION, "transaction")


def test_c6_two_different_keys_are_refused_by_telephone(member: Phone) -> None:
    """Both are asked for again, and no code was sent."""
    customer = member.customer()
    call = identified(member, customer).hears("temporary_key").presses("8754").hears("temporary_key_again")
    call.presses("4932").hears("keys_differ", "temporary_key")
    assert member.codes(customer.mobile) == []
    assert member.key_works(customer, KEY)


def test_c2_other_digits_are_heard_after_wrong_ones(member: Phone) -> None:
    """Three times; then an agent helps, who has the questions and sends the code."""
    customer, agent = member.customer(), member.agent().available()
    call = identified(member, customer).hears("temporary_key").presses(TEMPORARY)
    call.hears("temporary_key_again").presses(TEMPORARY).hears("human_check")
    for _ in range(2):
        call.presses(wrong(call)).hears("human_check_failed", "human_check")
    call.presses(wrong(call)).hears("human_check_failed", "to_agent", "agent_needs", "agent_coming")
    agent.takes(call).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", "one_moment", "capsule", "security_code").presses(member.reads_sms(customer.mobile))
    call.hears("temporary_key").presses(TEMPORARY).hears("temporary_key_again").presses(TEMPORARY)
    call.hears("one_moment", "temporary_key_set", *MENU)
    assert member.key_works(customer, TEMPORARY)


def wrong(call: Call) -> str:
    """Give other digits than those that were said."""
    return f"{(int(heard_digits(call)) + 1) % 1000:03}"


def test_a_blocked_key_leads_back_to_the_menu_that_recovers_it(member: Phone) -> None:
    """Three wrong keys: the line says so, and option one of the menu helps."""
    customer = member.customer()
    call = identified(member, customer, "2").hears("current_key").presses(OTHER_KEY)
    call.hears("key_wrong", "current_key").presses(OTHER_KEY).hears("key_wrong", "current_key").presses(OTHER_KEY)
    call.hears("key_blocked", *MENU)
    recovered(member, customer)


def test_who_cannot_come_in_has_the_key_recovered_by_an_agent(member: Phone) -> None:
    """Asked for at the current key: the agent sees who it is, and the keypad takes code and temporary key."""
    customer, agent = member.customer(), member.agent().available()
    call = identified(member, customer, "2").hears("current_key").presses("0#")
    agent.takes(call.hears("to_agent", "agent_needs", "agent_coming"))
    agent.checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", "one_moment", "capsule", "security_code").presses(member.reads_sms(customer.mobile))
    agent.sees("at_keypad", "code_accepted")
    call.hears("temporary_key").presses(TEMPORARY).hears("temporary_key_again").presses(TEMPORARY)
    call.hears("one_moment", "temporary_key_set", *MENU)
    assert member.key_works(customer, TEMPORARY)
