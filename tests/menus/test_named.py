"""Who cannot type a document: an agent writes down who is calling, and the procedure that was chosen goes on."""

import pytest

from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY, digits, mobile

ASKED = ("to_agent", "agent_needs", "agent_coming")
AT_KEYPAD = ("one_moment", "capsule", "security_code")


def passport() -> str:
    """Give a passport, whose letter no keypad has."""
    return f"PA C{digits(7)}"


@pytest.mark.parametrize(("option", "key", "done"), [("1", "", "key_activated"), ("3", KEY, "key_changed")])
def test_s2_to_s5_a_passport_holder_gets_a_key(phone: Phone, option: str, key: str, done: str) -> None:
    """The key 0 at the document leads to an agent who names, checks and sends the code; the caller sets the key."""
    customer, agent = phone.customer(document=passport(), key=key), phone.agent().available()
    call = phone.in_menu().presses(option).hears("document_number").presses("0#").hears(*ASKED).is_queued()
    agent.takes(call).cannot("send_code", "no_customer").names(customer)
    call.hears("agent_coming")
    agent.cannot("send_code", "checks_missing").checks(customer).sends_code().to_keypad()
    call.hears(*AT_KEYPAD).presses(phone.reads_sms(customer.mobile)).hears("new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", done, *MENU)
    agent.saw("key_set")
    assert phone.key_works(customer, NEW_KEY)
    assert {"look", "check", "code_sent", "key_replaced"} <= set(audited(phone.service.parts.records, customer))


def test_s1_a_passport_holder_changes_a_key_that_works(phone: Phone) -> None:
    """The current key is asked for as of anybody."""
    customer, agent = phone.customer(document=passport()), phone.agent().available()
    call = phone.in_menu().presses("2").hears("document_number").presses("0#").hears(*ASKED)
    agent.takes(call).names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(phone.reads_sms(customer.mobile)).hears("current_key").presses(KEY)
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert phone.key_works(customer, NEW_KEY)


def test_s4_a_passport_holder_with_an_old_mobile(phone: Phone) -> None:
    """Five answers match: the agent registers the new mobile, and the code goes there."""
    customer, agent, new = phone.customer(document=passport()), phone.agent().available(), mobile()
    call = phone.in_menu().presses("3").hears("document_number").presses("0#").hears(*ASKED)
    agent.takes(call).names(customer).checks(customer, 5).changes_mobile(new[3:]).reads_mobile(new).to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(phone.reads_sms(new)).hears("new_key")


def test_s2_three_readings_that_were_not_right_lead_to_an_agent_who_goes_on(phone: Phone) -> None:
    """A document read back wrong three times is said to the agent; the key is set in the same call."""
    customer, agent = phone.customer(), phone.agent().available()
    call = phone.in_menu().presses("3")
    for _ in range(3):
        call.hears("document_number").presses("1024502450#")
        call.hears("document_type", "option_type_CC", "option_type_TI").presses("1")
        call.hears("document_confirm").presses("2")
    call.hears(*ASKED)
    agent.takes(call).names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(phone.reads_sms(customer.mobile)).hears("new_key")


def test_s2_silence_at_the_document_leads_to_an_agent_who_goes_on(local: Phone) -> None:
    """Who does not know what to press is asked in person, for the same procedure."""
    customer, agent = local.customer(), local.agent().available()
    call = local.in_menu().presses("3").hears("document_number").is_silent().hears("document_number_silence")
    call.is_silent().hears("document_number_third").is_silent().hears(*ASKED)
    agent.takes(call).names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD)


def test_s2_the_sixth_document_of_a_day_goes_on_with_an_agent(phone: Phone) -> None:
    """It is not looked up; what the line says is true: the procedure goes on with an agent, to the new key."""
    agent = phone.agent().available()
    for last in range(5):
        phone.identified(phone.customer(document=f"CC 102450245{last}")).anyhow().hangs_up()
        phone.waits(3600)
    customer = phone.customer()
    call = phone.identified(customer).hears("limit_reached", *ASKED)
    agent.takes(call).names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD).presses(phone.reads_sms(customer.mobile)).hears("new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert phone.key_works(customer, NEW_KEY)


def test_the_code_is_asked_of_the_one_who_was_named(local: Phone) -> None:
    """Back from the keypad to another agent, the call has its customer already: nobody else can be named."""
    customer, agent = local.customer(document=passport()), local.agent().available()
    call = local.in_menu().presses("3").hears("document_number").presses("0#").hears(*ASKED)
    agent.takes(call).names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD)
    second = local.agent("andres").available()
    agent.is_lost()
    call.presses("0#").hears("back_to_agent", "agent_lost", "agent_coming")
    second.takes(call).cannot("identify", "identified", kind="CC", number="1024502450")
    assert second.door.look()["call"]["document"] == f"PA •••• {customer.document_number[-4:]}"


def test_an_agent_lost_before_the_keypad_is_followed_by_one_who_asks_anew(local: Phone) -> None:
    """What the first agent wrote down ended with their call."""
    customer, agent = local.customer(document=passport()), local.agent().available()
    call = local.in_menu().presses("3").hears("document_number").presses("0#").hears(*ASKED)
    agent.takes(call).names(customer)
    call.hears("agent_coming")
    second = local.agent("andres").available()
    agent.is_lost()
    call.hears("agent_lost", "agent_coming")
    second.takes(call).cannot("send_code", "no_customer").names(customer).checks(customer).sends_code().to_keypad()
    call.hears("agent_coming", *AT_KEYPAD)


def test_who_only_wants_to_talk_gets_no_code(local: Phone) -> None:
    """The key 0 of a menu chose no procedure: the agent may name the caller, and send nothing."""
    customer, agent = local.customer(document=passport()), local.agent().available()
    call = local.dials().hears("welcome", *MENU).presses("0").hears("to_agent", "agent_coming")
    agent.takes(call).names(customer).checks(customer, 5).cannot("send_code", "no_procedure")
    agent.cannot("change_mobile", "no_procedure", number="3001234567")
