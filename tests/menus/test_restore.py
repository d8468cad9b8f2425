"""Whole calls: restore a key."""

from ivr.turn import REPEATS
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY, OTHER_KEY


def test_s1_to_s5_a_forgotten_key_is_restored(phone: Phone) -> None:
    """The caller dials, types the document, is checked by an agent, proves the phone, and chooses the key."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    agent.checks(customer).sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(phone.reads_sms(customer.mobile))
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU).hangs_up()
    agent.saw("key_set")
    assert phone.key_works(customer, NEW_KEY)
    assert not phone.key_works(customer, KEY)
    assert "su clave de acceso cambio" in phone.messages(customer.mobile, least=2)[-1]


def test_s3_no_code_is_sent_before_three_answers_match(phone: Phone) -> None:
    """Two right answers and a wrong one open nothing; the third right one does."""
    customer, agent = phone.customer(), phone.agent()
    phone.with_agent(customer, agent)
    agent.checks(customer, 2).cannot("send_code", "checks_missing").cannot("to_keypad", "no_code")
    assert not agent.answers("card_last_four", "0000")
    agent.cannot("send_code", "checks_missing")
    assert phone.messages(customer.mobile) == []
    assert agent.answers("card_last_four", customer.answer_by_question["card_last_four"])
    agent.sends_code()
    phone.reads_sms(customer.mobile)


def test_s5_the_agent_reads_words_and_never_a_digit(phone: Phone) -> None:
    """While the caller types, the agent is told how far they are."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.at_keypad(customer, agent)
    agent.is_("capsule").sees("at_keypad")
    call.presses(phone.reads_sms(customer.mobile)).hears("new_key")
    agent.sees("at_keypad", "code_accepted")
    assert customer.document_number not in str(agent.door.look())


def test_s5_a_blocked_key_is_restored_too(local: Phone) -> None:
    """Who blocked the key with wrong tries gets a new one that works."""
    customer, agent = local.customer(blocked=True), local.agent()
    local.restored(customer, agent)
    assert local.key_works(customer, NEW_KEY)


def test_s5_keys_that_differ_are_chosen_again(local: Phone) -> None:
    """Nothing is set until both entries are the same."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(OTHER_KEY)
    call.hears("keys_differ", "new_key").presses(OTHER_KEY).hears("new_key_again").presses(OTHER_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert local.key_works(customer, OTHER_KEY)


def test_s5_a_refused_key_is_explained_and_chosen_again(local: Phone) -> None:
    """A weak key is typed once: its rule is said, then all of them; the fourth one leads back to the agent."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent).hears("new_key").presses("1111")
    call.hears("key_refused_repeats", "new_key").presses("1234")
    call.hears("key_refused_sequences", "key_policy", "new_key").presses("1705")
    call.hears("key_refused_birth_date", "key_policy", "new_key").presses(KEY)
    call.hears("key_refused_history", "key_policy", "back_to_agent", "agent_coming")
    agent.is_("talking")
    assert local.key_works(customer, KEY)


def test_star_at_the_second_entry_goes_back_to_the_first(local: Phone) -> None:
    """Before the key is set the caller may choose another one."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")
    call.presses("*#").hears("new_key").presses("*#").hears("cannot_go_back", "new_key")
    call.presses(OTHER_KEY).hears("new_key_again").presses(OTHER_KEY).hears("one_moment", "key_changed", *MENU)


def test_nobody_tries_keys_without_end_by_going_back(local: Phone) -> None:
    """Whether a key was used before is asked a few times only: who goes back and back is with the agent again."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent).hears("new_key")
    for _ in range(REPEATS):
        call.presses(OTHER_KEY).hears("new_key_again").presses("*#").hears("new_key")
    call.presses(OTHER_KEY).hears("new_key_again").presses("*#").hears("new_key_again_silence")
    call.presses("*#").hears("new_key_again_third").presses("*#")
    call.hears("back_to_agent", "agent_coming")
    agent.is_("talking")


def test_after_the_key_is_set_nothing_is_proven_any_more(local: Phone) -> None:
    """A second procedure in the same call asks for document and agent again."""
    customer, agent = local.customer(), local.agent()
    call = local.restored(customer, agent).presses("4").anyhow().presses("3")
    call.hears("document_number")
