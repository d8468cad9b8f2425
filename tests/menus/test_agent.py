"""The agent on the way: what ends a transfer, the way back and forth, and a mobile out of date."""

from ivr.errors import Unavailable
from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY, mobile
from tests.phone.plain import PlainService


def test_s3_an_agent_who_cannot_confirm_ends_it_without_a_change(phone: Phone) -> None:
    """The caller hears where to go, and is in the menu."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    assert not agent.answers("birth_date", "01011900")
    agent.does_not_confirm()
    call.hears("not_confirmed", *MENU)
    agent.saw("not_confirmed")
    assert phone.key_works(customer, KEY)


def test_s3_an_agent_who_helped_otherwise_finishes(local: Phone) -> None:
    """The caller comes back to the menu."""
    customer, agent = local.customer(), local.agent()
    call = local.with_agent(customer, agent)
    agent.finishes()
    call.hears("agent_finished", *MENU)


def test_s3_a_lost_agent_is_followed_by_the_next_one(phone: Phone) -> None:
    """When the agent's line breaks the caller goes before all others, and the next agent starts anew."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    agent.checks(customer)
    second = phone.agent("andres").available()
    agent.is_lost()
    call.hears("agent_lost", "agent_coming").is_queued()
    second.takes(call).cannot("send_code", "checks_missing").checks(customer).sends_code()
    phone.reads_sms(customer.mobile)


def test_s3_a_transfer_carries_a_note(phone: Phone) -> None:
    """The caller waits before all others; who takes them reads what the first agent wrote."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    agent.cannot("transfer", "digits_in_note", queue="claves", note="documento 1032")
    agent.door.act("transfer", agent.handoff, queue="claves", note="Ya confirmó quién es.")
    second = phone.agent("andres").available().is_offered()
    assert second.door.look()["offer"]["transfer_note"] == "Ya confirmó quién es."
    second.takes(call)


def test_s3_a_caller_on_hold_hears_that_they_are_not_forgotten(phone: Phone) -> None:
    """Our own music, and after each round of it a sentence; then the agent again, and no menu in between."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    agent.door.act("hold", agent.handoff)
    call.is_on_hold().is_in_room()
    agent.door.act("resume", agent.handoff)
    call.anyhow().is_in_room()
    agent.checks(customer).sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code")


def test_s3_a_colleague_in_the_room_goes_on_when_the_agent_is_lost(phone: Phone) -> None:
    """The caller, on hold meanwhile, hears no menu and no queue: the colleague has them, and what was proven."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    second = phone.agent("andres").available()
    agent.checks(customer).consults("andres")
    call.is_on_hold()
    agent.is_lost()
    second.handoff = agent.handoff
    second.is_("talking").sends_code()
    call.anyhow()
    second.to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(phone.reads_sms(customer.mobile)).hears("new_key")


def test_s5_taken_back_and_sent_again_the_phone_is_proven_once(phone: Phone) -> None:
    """The agent fetches the caller from the keypad; on the return the code is not asked again."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.proven(customer, agent).hears("new_key")
    agent.takes_back()
    call.hears("taken_back", "agent_coming").is_in_room()
    agent.is_("talking").to_keypad()
    call.hears("one_moment", "capsule", "new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    agent.saw("key_set")


def test_s5_taken_back_before_the_code_it_is_still_asked(local: Phone) -> None:
    """Nothing is taken as proven that was not."""
    customer, agent = local.customer(), local.agent()
    call = local.at_keypad(customer, agent)
    agent.takes_back()
    call.hears("taken_back", "agent_coming").is_in_room()
    agent.to_keypad()
    call.hears("one_moment", "capsule", "security_code")


def test_s5_an_agent_lost_during_the_capsule_is_not_needed_any_more(local: Phone) -> None:
    """The caller goes on alone and sets the key."""
    customer, agent = local.customer(), local.agent()
    call = local.proven(customer, agent).hears("new_key")
    agent.is_lost()
    call.presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert local.key_works(customer, NEW_KEY)


def test_s4_a_new_mobile_gets_the_code_at_once_and_both_are_told(phone: Phone) -> None:
    """After five matching answers the agent registers the new number; the code goes there, the old one is warned."""
    customer, agent, new = phone.customer(), phone.agent(), mobile()
    call = phone.with_agent(customer, agent)
    agent.checks(customer, 3).cannot("change_mobile", "checks_missing", number=new[3:])
    agent.checks(customer, 5).changes_mobile(new[3:]).to_keypad()
    call.hears("one_moment", "capsule", "security_code")
    code = phone.reads_sms(new)
    assert "dejo de ser su contacto" in phone.messages(customer.mobile, least=1)[0]
    assert any("es ahora su contacto" in text for text in phone.messages(new, least=2))
    call.presses(code).hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert "contact_changed" in audited(phone.service.parts.records, customer)


def test_s4_the_old_mobile_gets_no_code_any_more(phone: Phone) -> None:
    """The first code, which went to the old number, is void as soon as the new one is sent: at once, without a wait."""
    customer, agent, new = phone.customer(), phone.agent(), mobile()
    call = phone.with_agent(customer, agent)
    agent.checks(customer, 5).sends_code()
    first = phone.reads_sms(customer.mobile)
    agent.changes_mobile(new[3:]).reads_mobile(new).to_keypad()
    second = phone.reads_sms(new)
    call.hears("one_moment", "capsule", "security_code")
    if first != second:
        call.presses(first).hears("code_wrong", "security_code")
    call.presses(second).hears("new_key")


def test_s4_a_corrected_number_gets_the_code(phone: Phone) -> None:
    """A digit was heard wrong: the number is changed again, the code goes there and not to the stranger's telephone."""
    customer, agent, wrong, right = phone.customer(), phone.agent(), mobile(), mobile()
    call = phone.with_agent(customer, agent)
    agent.checks(customer, 5).changes_mobile(wrong[3:]).reads_mobile(wrong)
    first = phone.reads_sms(wrong)
    agent.changes_mobile(right[3:]).reads_mobile(right).to_keypad()
    second = phone.reads_sms(right)
    assert phone.codes(wrong) == [first]
    call.hears("one_moment", "capsule", "security_code").presses(second).hears("new_key")
    assert audited(phone.service.parts.records, customer).count("contact_changed") == 2


def test_s4_back_to_the_number_before_it_is_registered_and_its_code_waits(phone: Phone) -> None:
    """A number that has just got a code is registered again; the agent reads so, and how long its code waits."""
    customer, agent, one, two = phone.customer(), phone.agent(), mobile(), mobile()
    call = phone.with_agent(customer, agent)
    agent.checks(customer, 5).changes_mobile(one[3:])
    phone.reads_sms(one)
    phone.waits(10)
    agent.changes_mobile(two[3:])
    phone.reads_sms(two)
    agent.cannot("change_mobile", "changed_too_soon", number=one[3:]).reads_mobile(one)
    phone.waits(20)
    agent.sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(phone.reads_sms(one)).hears("new_key")


def test_s4_new_numbers_are_no_way_around_the_limits(local: Phone) -> None:
    """Three codes in ten minutes are all, to whatever numbers; the fourth number is registered and gets none."""
    customer, agent = local.customer(), local.agent()
    local.with_agent(customer, agent)
    agent.checks(customer, 5)
    for number in (mobile(), mobile(), mobile()):
        agent.changes_mobile(number[3:])
    last = mobile()
    agent.cannot("change_mobile", "changed_codes_ten_minutes", number=last[3:]).reads_mobile(last)
    assert local.codes(last) == []


def test_s4_a_customer_without_a_mobile_registers_one(local: Phone) -> None:
    """No code can be sent until the agent has registered a mobile."""
    customer, agent, new = local.customer(mobile=""), local.agent(), mobile()
    call = local.with_agent(customer, agent)
    agent.checks(customer, 3).cannot("send_code", "no_mobile")
    agent.checks(customer, 5).cannot("change_mobile", "bad_number", number="6053091919")
    agent.changes_mobile(new[3:]).to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(local.reads_sms(new)).hears("new_key")


def test_s5_a_room_that_is_not_private_asks_for_nothing(plain: PlainService) -> None:
    """When the network cannot confirm that the agent is held, the caller is not sent to the keypad."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.with_agent(customer, agent)
    agent.checks(customer).sends_code()
    plain.switchboard.fail_next("hold", Unavailable("network"))
    agent.cannot("to_keypad", "capsule_failed").is_("talking")
    plain.switchboard.fail_next("pause_recording", Unavailable("network"))
    agent.cannot("to_keypad", "capsule_failed")
    call.is_in_room()
    agent.to_keypad()
    call.hears("one_moment", "capsule", "security_code")


def test_s5_a_capsule_that_fails_on_the_way_leads_back_to_the_agent(plain: PlainService) -> None:
    """The privacy is confirmed again when the caller arrives at the keypad; without it no secret is asked."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.with_agent(customer, agent)
    agent.checks(customer).sends_code()
    held = plain.switchboard.hold

    def hold_once(room: str, leg: str, *, held_now: bool = True, **more: bool) -> None:
        plain.switchboard.hold = held  # type: ignore[method-assign] # the next one is the network's own
        held(room, leg, held=more.get("held", held_now))
        plain.switchboard.fail_next("hold", Unavailable("network"))

    plain.switchboard.hold = hold_once  # type: ignore[method-assign, assignment] # works once, then fails once
    agent.to_keypad()
    call.hears("one_moment", "capsule_failed", "agent_coming").is_in_room()
    agent.is_("talking")
    assert "capsule_failed" in agent.door.look()["call"]["progress"]


def test_s3_an_agent_who_asked_too_soon_may_ask_again(phone: Phone) -> None:
    """A second code within half a minute is refused; half a minute later it is sent."""
    customer, agent = phone.customer(), phone.agent()
    call = phone.with_agent(customer, agent)
    agent.checks(customer).sends_code()
    first = phone.reads_sms(customer.mobile)
    agent.cannot("send_code", "too_soon")
    phone.waits(30)
    agent.sends_code().to_keypad()
    second = phone.reads_sms(customer.mobile)
    assert first != second
    call.hears("one_moment", "capsule", "security_code").presses(second).hears("new_key")
