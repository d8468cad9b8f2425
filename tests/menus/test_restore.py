"""Whole calls: restore a key."""

from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY


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
