"""Whole calls: change a key that works."""

from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY, WRONG_KEY


def test_s1_to_s5_a_known_key_is_changed(phone: Phone) -> None:
    """After the code the caller types the current key, then the new one."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.proven(customer, agent, option="2").hears("current_key").presses(KEY)
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert phone.key_works(customer, NEW_KEY)


def test_s1_a_wrong_current_key_is_asked_again(local: Phone) -> None:
    """Once wrong is no harm."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent, option="2").hears("current_key").presses(WRONG_KEY)
    call.hears("key_wrong", "current_key").presses(KEY).hears("new_key")


def test_s1_three_wrong_current_keys_block_it(local: Phone) -> None:
    """The key is blocked, the caller hears so and is with the agent; back at the keypad they choose a new one."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent, option="2").hears("current_key")
    for _ in range(2):
        call.presses(WRONG_KEY).hears("key_wrong", "current_key")
    call.presses(WRONG_KEY).hears("key_blocked", "agent_coming").is_in_room()
    agent.is_("talking").to_keypad()
    call.hears("one_moment", "capsule", "key_is_blocked", "new_key").presses(NEW_KEY).hears("new_key_again")
    call.presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert local.key_works(customer, NEW_KEY)


def test_s1_a_key_that_is_blocked_already_is_restored(local: Phone) -> None:
    """Who asks to change a blocked key is not asked for it, and chooses a new one on the same proofs."""
    customer, agent = local.customer(blocked=True), local.agent()
    call = local.proven(customer, agent, option="2").hears("key_is_blocked", "new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert local.key_works(customer, NEW_KEY)


def test_s1_a_customer_without_a_key_chooses_the_first_one(local: Phone) -> None:
    """There is no current key to ask for."""
    customer, agent = local.customer(key=""), local.agent()
    call = local.proven(customer, agent, option="2").hears("no_key_yet", "new_key").presses(NEW_KEY)
    call.hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert local.key_works(customer, NEW_KEY)
