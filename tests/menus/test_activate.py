"""Whole calls: activate the first key."""

from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY


def test_s1_to_s5_a_first_key_is_activated(phone: Phone) -> None:
    """A customer without a key is checked, proves the phone, and has a key."""
    customer, agent = phone.customer(key=""), phone.agent()
    call = phone.proven(customer, agent, option="1").hears("new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_activated", *MENU)
    agent.saw("key_set")
    assert phone.key_works(customer, NEW_KEY)


def test_s1_an_active_key_may_be_left_as_it_is(local: Phone) -> None:
    """Who has a key already is asked; two leaves it, and the agent, who waited, is told and may finish."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent, option="1").hears("already_active").presses("2")
    call.hears("key_kept", "agent_coming").is_in_room()
    agent.is_("talking").finishes()
    call.hears("agent_finished", *MENU).hangs_up()
    assert local.key_works(customer, KEY)


def test_s1_an_active_key_may_be_replaced(local: Phone) -> None:
    """One leads to a new key."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent, option="1").hears("already_active").presses("1").hears("new_key")
    call.presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_activated", *MENU)
    assert local.key_works(customer, NEW_KEY)


def test_universal_keys_work_at_the_confirmation_in_private(local: Phone) -> None:
    """Nine repeats, zero leads back to the agent; the phone stays proven."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent, option="1").hears("already_active").presses("9").hears("already_active")
    call.presses("5").hears("already_active_wrong").presses("0").hears("back_to_agent", "agent_coming")
    agent.is_("talking").to_keypad()
    call.hears("one_moment", "capsule", "already_active")
