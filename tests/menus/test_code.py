"""The security code: wrong, too late, used up, and how a caller gets another one."""

from tests.phone.line import Phone
from tests.phone.people import KEY

BACK = ("agent_coming",)


def wrong(code: str) -> str:
    """Give another code."""
    return f"{(int(code) + 1) % 10**6:06}"


def test_s5_a_wrong_code_is_asked_again_and_the_tries_left_are_said(phone: Phone) -> None:
    """After one wrong entry two tries are left, and the right code still opens."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.at_keypad(customer, agent)
    code = phone.reads_sms(customer.mobile)
    call.presses(wrong(code)).hears("code_wrong", "security_code")
    assert "dos intentos" in call.said[0]
    call.presses(code).hears("new_key")


def test_the_tries_left_are_counted_on_after_a_visit_to_the_agent(local: Phone) -> None:
    """Who comes back to the keypad with the same code hears how many tries it really has left."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent)
    code = local.reads_sms(customer.mobile)
    call.presses(wrong(code)).hears("code_wrong", "security_code").presses("0#").hears("back_to_agent", *BACK)
    agent.is_("talking").sees("at_keypad", "back_to_agent").to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(wrong(code)).hears("code_wrong", "security_code")
    assert "un intento" in call.said[0]


def test_s5_three_wrong_codes_lead_back_to_the_agent_for_another(phone: Phone) -> None:
    """The code is void then, even typed right; the agent sends another one."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.at_keypad(customer, agent)
    code = phone.reads_sms(customer.mobile)
    for left in range(2):
        call.presses(wrong(code)).hears("code_wrong", "security_code")
        assert left < 2
    call.presses(wrong(code)).hears("code_exhausted", *BACK).is_in_room()
    agent.sees("at_keypad", "code_exhausted")
    phone.waits(30)
    agent.is_("talking").sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(code).hears("code_wrong", "security_code")
    call.presses(phone.reads_sms(customer.mobile)).hears("new_key")


def test_s5_an_expired_code_leads_back_to_the_agent(phone: Phone) -> None:
    """A code lives five minutes, its last second included, and not one more."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.at_keypad(customer, agent)
    code = phone.reads_sms(customer.mobile)
    phone.waits(301)
    call.presses(code).hears("code_expired", *BACK)
    agent.is_("talking")
    assert phone.key_works(customer, KEY)


def test_s5_a_code_works_in_its_last_second(local: Phone) -> None:
    """Exactly five minutes after it was sent the code still opens."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent)
    code = local.reads_sms(customer.mobile)
    local.waits(300)
    call.presses(code).hears("new_key")


def test_s5_a_code_of_another_length_is_no_try(local: Phone) -> None:
    """Five digits are told as such and cost none of the code's tries."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent).presses("12345#").hears("security_code_wrong")
    assert "recibí cinco" in call.said[0]
    call.presses(local.reads_sms(customer.mobile)).hears("new_key")


def test_silence_at_the_code_leads_back_to_the_agent_after_three(local: Phone) -> None:
    """Who finds no message is back with the agent, who is still there."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent)
    call.is_silent().hears("security_code_silence").is_silent().hears("security_code_third")
    call.is_silent().hears("back_to_agent", *BACK).is_in_room()
    agent.is_("talking")


def test_universal_keys_work_where_secrets_are_typed(local: Phone) -> None:
    """9 repeats, the star does not go past what was done, 0 leads back to the agent."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent)
    call.presses("9#").hears("capsule", "security_code")
    call.presses("*#").hears("cannot_go_back", "security_code")
    call.presses("0#").hears("back_to_agent", *BACK).is_in_room()
    agent.is_("talking")


def test_a_code_of_another_call_is_worth_nothing(phone: Phone) -> None:
    """A code is bound to its conversation: the same customer in another call needs another one."""
    customer, agent = phone.customer(), phone.agent()
    phone.at_keypad(customer, agent)
    code = phone.reads_sms(customer.mobile)
    phone.waits(31)
    other = Phone(phone.service)
    other.at_keypad(customer, other.agent("andres")).presses(code).hears("code_wrong", "security_code")
