"""Codes on the page: another one for who waits in vain, within the limits that all channels share."""

from tests.phone.line import Phone
from tests.phone.people import NEW_KEY
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit


def at_code(visit: Visit, phone: Phone) -> tuple[Visit, str]:
    """Be asked for the code; give the mobile too."""
    customer = phone.customer(key="")
    visit.begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    return visit.sees("code_sent", "security_code"), customer.mobile


def test_another_code_is_sent_and_the_first_one_is_void(visitor: Visitor, phone: Phone) -> None:
    """One message each time, however often the button is pressed at once; only the newest code is right."""
    visit, mobile = at_code(visitor(), phone)
    first = phone.reads_sms(mobile)
    phone.waits(31)
    visit.sends(wish="another_code").sees("code_sent", "security_code")
    second = phone.reads_sms(mobile)
    visit.types(first).sees("code_wrong", "security_code").types(second).sees("new_key", "new_key_again")


def test_another_code_has_to_be_waited_for(visitor: Visitor, phone: Phone) -> None:
    """Too soon: the page says how many seconds; the code that was sent is still good."""
    visit, mobile = at_code(visitor(), phone)
    visit.sends(wish="another_code").sees("code_too_soon", "security_code")
    assert "30 segundos" in visit.page.said[0]
    visit.types(phone.reads_sms(mobile)).sees("new_key", "new_key_again").types(NEW_KEY, NEW_KEY).sees("key_activated")


def test_the_pages_send_no_more_codes_than_the_line(visitor: Visitor, phone: Phone) -> None:
    """Three in ten minutes, over all visits."""
    visit, mobile = at_code(visitor(), phone)
    for seconds in (31, 61):
        phone.waits(seconds)
        visit.sends(wish="another_code").sees("code_sent", "security_code")
    phone.waits(121)
    visit.sends(wish="another_code").sees("no_more_codes", "security_code")
    assert len(phone.codes(mobile)) == 3


def test_a_code_that_is_too_old_is_replaced_on_the_page(visitor: Visitor, phone: Phone) -> None:
    """After five minutes it is refused, and another one brings the visitor on."""
    visit, mobile = at_code(visitor(), phone)
    old = phone.reads_sms(mobile)
    phone.waits(301)
    visit.types(old).sees("code_expired", "security_code")
    visit.sends(wish="another_code").sees("code_sent", "security_code")
    visit.types(phone.reads_sms(mobile)).sees("new_key", "new_key_again")


def test_a_wish_that_no_page_offers_is_no_wish(visitor: Visitor) -> None:
    """Where no code is asked, none is sent."""
    visitor().begins().sends(wish="another_code").reads(
        "document_type_silence", "document_number_silence", "registered_mobile_silence"
    )


def test_the_message_lets_the_browser_fill_the_code_in(visitor: Visitor, phone: Phone) -> None:
    """Its last line names the host and the code, as WebOTP reads it; the field says what it is for."""
    visit, mobile = at_code(visitor(), phone)
    code = phone.reads_sms(mobile)
    assert phone.messages(mobile)[-1].splitlines()[-1] == f"@ivr.example.co #{code}"
    assert 'autocomplete="one-time-code"' in visit.answers[-1].text
