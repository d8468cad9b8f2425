"""Serfinansa's pages: the first key by online registration, and a new one for who knows the present one (S6)."""

from tests.phone.bank import audited, earlier_keys
from tests.phone.line import Phone
from tests.phone.people import KEY, NEW_KEY, OTHER_KEY
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import CALL_US

DATA = ("document_type", "document_number", "registered_mobile")


def test_s6_the_page_activates_the_first_key(visitor: Visitor, phone: Phone) -> None:
    """Document and registered mobile, the code from the message, a key typed twice: it works, the customer is told."""
    customer = phone.customer(key="")
    visit = visitor().begins().sees(*DATA)
    visit.types("CC", customer.document_number, customer.mobile.removeprefix("+57")).sees("code_sent", "security_code")
    visit.types(phone.reads_sms(customer.mobile)).sees("new_key", "new_key_again")
    visit.types(NEW_KEY, NEW_KEY).sees("key_activated")
    assert phone.key_works(customer, NEW_KEY)
    assert audited(phone.service.parts.records, customer).count("key_replaced") == 1
    assert "su clave de acceso cambio" in phone.messages(customer.mobile, 2)[-1]


def test_s6_the_page_changes_the_key(visitor: Visitor, phone: Phone) -> None:
    """Who knows the present key types it after the code, then the new one twice; it is changed once."""
    customer = phone.customer()
    visit = visitor("change").begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.sees("code_sent", "security_code").types(phone.reads_sms(customer.mobile)).sees("current_key")
    visit.types(KEY).sees("new_key", "new_key_again").types(NEW_KEY, NEW_KEY).sees("key_changed")
    assert phone.key_works(customer, NEW_KEY)
    assert earlier_keys(phone.service.parts.records, customer) == 1


def test_s6_the_code_goes_to_the_registered_mobile_only(visitor: Visitor, phone: Phone) -> None:
    """One code, to the number that the bank has."""
    customer = phone.customer(key="")
    visitor().begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    assert len(phone.codes(customer.mobile)) == 1
    assert len(phone.service.parts.own_switchboard.messages) == 1  # type: ignore[union-attr]  # a network in memory


def test_s6_a_key_that_exists_is_not_replaced_by_a_code_alone(visitor: Visitor, phone: Phone) -> None:
    """Activation is for a first key: one who has a key is led to changing it, and it stays."""
    customer = phone.customer()
    visit = visitor().begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.types(phone.reads_sms(customer.mobile)).sees("has_key", "key_kept")
    assert phone.key_works(customer, KEY)


def test_s6_a_blocked_key_is_not_changed_on_the_page(visitor: Visitor, phone: Phone) -> None:
    """Three wrong keys block it; from then on the line or a branch helps, and the page does not."""
    customer = phone.customer()
    visit = visitor("change").begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.types(phone.reads_sms(customer.mobile)).sees("current_key")
    visit.types(OTHER_KEY).sees("key_wrong", "current_key").types(OTHER_KEY).sees("key_wrong", "current_key")
    visit.types(OTHER_KEY).sees("key_blocked", *CALL_US)
    phone.waits(60)
    again = visitor("change").begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    again.types(phone.reads_sms(customer.mobile)).sees("blocked_key", *CALL_US)
    assert phone.key_works(customer, KEY)


def test_s6_a_customer_without_a_key_has_none_to_change(visitor: Visitor, phone: Phone) -> None:
    """The page says where the first key comes from."""
    customer = phone.customer(key="")
    visit = visitor("change").begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.types(phone.reads_sms(customer.mobile)).sees("no_key_to_change", *CALL_US)
    assert not phone.key_works(customer, NEW_KEY)


def test_s6_a_weak_key_is_refused_in_words(visitor: Visitor, phone: Phone) -> None:
    """A sequence, two that differ, and then a good one."""
    customer = phone.customer(key="")
    visit = visitor().begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.types(phone.reads_sms(customer.mobile))
    visit.types("1234", "1234")
    assert "secuencia" in visit.page.said[0]
    visit.types(NEW_KEY, OTHER_KEY).sees("keys_differ", "new_key", "new_key_again")
    visit.types(NEW_KEY, NEW_KEY).sees("key_activated")
