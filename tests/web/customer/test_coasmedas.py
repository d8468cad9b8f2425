"""Coasmedas' pages: a temporary key by document, human check and code, then the definitive keys (C1-C6)."""

import re

import pytest

from ivr.prompts.spoken import DIGITS
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited, key_of_kind
from tests.phone.line import Phone
from tests.phone.people import KEY, NEW_KEY, OTHER_KEY
from tests.phone.plain import PlainService
from tests.web.customer.visit import Visit

COASMEDAS = "coasmedas"
TEMPORARY, TRANSACTION = "7391", "3168"
DATA = ("document_type", "document_number", "new_key", "new_key_again", "human_check")
FORCED = ("current_key", "new_key", "new_key_again")


@pytest.fixture
def member(plain: PlainService) -> Phone:
    """Give the telephone of Coasmedas' members, on which messages arrive."""
    return Phone(plain, COASMEDAS)


@pytest.fixture(params=["once", "doubled"])
def twice(request: pytest.FixtureRequest) -> bool:
    """Say whether every form is sent twice."""
    return bool(request.param == "doubled")


def visit(phone: Phone, procedure: str = "recover", *, twice: bool = False) -> Visit:
    """Come to a page and accept the terms."""
    assert isinstance(phone.service, PlainService)
    visitor = Visit(phone.service, procedure, twice, institution=COASMEDAS).begins().sees("terms")
    return visitor.types("yes")


def digits(page: Visit) -> str:
    """Read the digits that the page asks for in words."""
    found = re.search(r"Escriba con números: [a-z ]+", page.answers[-1].text)
    assert found is not None
    return in_figures(found.group())


def in_figures(label: str) -> str:
    """Give the digits that a label asks for in words."""
    return "".join(str(DIGITS.index(word)) for word in label.partition(": ")[2].split())


def filled(page: Visit, customer: DemoCustomer, key: str = TEMPORARY, again: str = TEMPORARY) -> Visit:
    """Fill in the form of who forgot the key."""
    return page.types("CC", customer.document_number, key, again, digits(page))


def recovered(phone: Phone, customer: DemoCustomer, *, twice: bool = False) -> Visit:
    """Have a temporary key."""
    page = filled(visit(phone, twice=twice).sees(*DATA), customer).sees("code_sent", "security_code")
    return page.types(phone.reads_sms(customer.mobile)).sees("temporary_key_set")


def signed_in(phone: Phone, customer: DemoCustomer, key: str = TEMPORARY, *, twice: bool = False) -> Visit:
    """Come in with document and key."""
    page = visit(phone, "enter", twice=twice).sees("document_type", "document_number", "current_key")
    return page.types("CC", customer.document_number, key)


def test_c1_nothing_is_asked_before_the_terms_are_accepted(member: Phone) -> None:
    """The first page asks for the terms and leads to their text; who refuses them is told that nothing changed."""
    page = Visit(member.service, "recover", institution=COASMEDAS).begins().sees("terms")  # type: ignore[arg-type]
    assert 'href="/coasmedas/terms"' in page.answers[-1].text
    page.types("no").sees("terms_refused")
    assert "Versión 2026-11" in page.looks("/coasmedas/terms").answers[-1].text
    other = page.client.get("/serfinansa/terms", **page._from())
    assert (other.status_code, other.location) == (303, "/serfinansa/")


def test_c1_what_was_accepted_is_in_the_audit(member: Phone) -> None:
    """Once the customer is named, the version stands in the chain of the audit."""
    customer = member.customer()
    filled(visit(member), customer)
    assert audited(member.service.parts.records, customer)[0] == "terms_accepted"


def test_c2_c3_a_temporary_key_for_who_forgot_theirs(member: Phone, *, twice: bool) -> None:
    """Document, a key typed twice and a human check; a code of four digits to the mobile: the typed key is set."""
    customer = member.customer()
    recovered(member, customer, twice=twice)
    records = member.service.parts.records
    assert member.key_works(customer, TEMPORARY)
    assert key_of_kind(member.service.parts, customer, TEMPORARY, "transaction")
    assert audited(records, customer).count("temporary_key_set") == 1
    (code,) = member.codes(customer.mobile)
    assert len(code) == 4
    assert "clave temporal sirve 24 horas" in member.messages(customer.mobile, 2)[-1]


def test_c2_the_help_lines_are_on_the_page(member: Phone) -> None:
    """The line can be called with one touch, and the national number is printed as it was published."""
    text = visit(member).answers[-1].text
    assert 'href="tel:+576015899636"' in text
    assert "01 8000 9100492" in text


def test_c2_a_blocked_key_is_recovered(member: Phone) -> None:
    """Three wrong keys block it; the same page gives a temporary one, which works."""
    customer = member.customer()
    page = signed_in(member, customer, OTHER_KEY).sees(
        "sign_in_differs", "document_type", "document_number", "current_key"
    )
    page.types("CC", customer.document_number, OTHER_KEY).types("CC", customer.document_number, OTHER_KEY)
    page.sees("key_blocked")
    recovered(member, customer)
    signed_in(member, customer).sees("keys_to_set", *FORCED)


def test_c4_the_temporary_key_must_be_replaced(member: Phone) -> None:
    """Who signs in with it types it as the current key and another one twice; the temporary one is no choice."""
    customer = member.customer()
    recovered(member, customer)
    page = signed_in(member, customer).sees("keys_to_set", *FORCED)
    page.types(TEMPORARY, TEMPORARY, TEMPORARY)
    assert "no puede ser la temporal" in page.page.said[0]
    page.types(OTHER_KEY, NEW_KEY, NEW_KEY).sees("key_wrong", *FORCED)
    page.types(TEMPORARY, NEW_KEY, NEW_KEY).sees("one_key_set", *FORCED, "human_check")
    assert member.key_works(customer, NEW_KEY)


@pytest.mark.parametrize(("seconds", "seen"), [(24 * 3600, "keys_to_set"), (24 * 3600 + 1, "key_expired")])
def test_c4_it_serves_twenty_four_hours(member: Phone, seconds: int, seen: str) -> None:
    """To the second; after that another one is recovered."""
    customer = member.customer()
    recovered(member, customer)
    member.waits(seconds)
    signed_in(member, customer).sees(seen, *(FORCED if seen == "keys_to_set" else ()))


def test_c5_then_the_transaction_key_with_a_second_code(member: Phone, *, twice: bool) -> None:
    """Current key, another one twice, a human check, a second code: both keys are set and differ."""
    customer = member.customer()
    recovered(member, customer)
    page = signed_in(member, customer, twice=twice).types(TEMPORARY, NEW_KEY, NEW_KEY)
    member.waits(31)
    page.types(TEMPORARY, TRANSACTION, TRANSACTION, digits(page)).sees("code_sent", "security_code")
    assert not key_of_kind(member.service.parts, customer, TRANSACTION, "transaction")
    page.types(member.reads_sms(customer.mobile)).sees("one_key_set", "keys_ready")
    assert member.key_works(customer, NEW_KEY)
    assert key_of_kind(member.service.parts, customer, TRANSACTION, "transaction")
    assert "clave transaccional cambio" in member.messages(customer.mobile, 5)[-1]


def test_c5_the_transaction_key_differs_from_the_access_key(member: Phone) -> None:
    """The same key for both is refused, and another one asked for, without another code."""
    customer = member.customer()
    recovered(member, customer)
    page = signed_in(member, customer).types(TEMPORARY, NEW_KEY, NEW_KEY)
    member.waits(31)
    page.types(TEMPORARY, NEW_KEY, NEW_KEY, digits(page)).types(member.reads_sms(customer.mobile))
    assert "debe ser distinta" in page.page.said[0]
    assert page.page.fields == ["new_key", "new_key_again"]
    page.types(TRANSACTION, TRANSACTION)
    page.sees("one_key_set", "keys_ready")


def test_c5_a_code_that_was_sent_a_moment_ago_is_waited_for(member: Phone) -> None:
    """Within the pause the page says how long, and sends the code when it is asked for after it."""
    customer = member.customer()
    recovered(member, customer)
    page = signed_in(member, customer).types(TEMPORARY, NEW_KEY, NEW_KEY)
    page.types(TEMPORARY, TRANSACTION, TRANSACTION, digits(page)).sees("code_comes_soon", "security_code")
    member.waits(31)
    page.sends(wish="another_code").sees("code_sent", "security_code")
    page.types(member.reads_sms(customer.mobile)).sees("one_key_set", "keys_ready")


def test_c5_who_left_in_between_goes_on_there(member: Phone) -> None:
    """With the definitive access key a customer comes to the transaction key that is still temporary."""
    customer = member.customer()
    recovered(member, customer)
    signed_in(member, customer).types(TEMPORARY, NEW_KEY, NEW_KEY)
    signed_in(member, customer, NEW_KEY).sees("keys_to_set", *FORCED, "human_check")


def test_c5_keys_that_are_set_are_changed_by_choice_and_with_a_code(member: Phone) -> None:
    """Who has both may choose one: current key, human check and code; or leave them as they are."""
    customer = member.customer()
    recovered(member, customer)
    page = signed_in(member, customer).types(TEMPORARY, NEW_KEY, NEW_KEY)
    member.waits(31)
    page.types(TEMPORARY, TRANSACTION, TRANSACTION, digits(page)).types(member.reads_sms(customer.mobile))
    page = signed_in(member, customer, NEW_KEY).sees("which_key")
    page.types("none").sees("keys_ready")
    page = signed_in(member, customer, NEW_KEY).types("access").sees(*FORCED, "human_check")
    member.waits(61)
    page.types(NEW_KEY, OTHER_KEY, OTHER_KEY, digits(page)).types(member.reads_sms(customer.mobile))
    page.sees("one_key_set", "keys_ready")
    assert member.key_works(customer, OTHER_KEY)


def test_c6_two_different_keys_are_refused(member: Phone) -> None:
    """As in the published example: nothing is looked up, nothing is sent, and both are asked for again."""
    customer = member.customer()
    page = filled(visit(member), customer, "8754", "4932").sees("keys_differ", *DATA)
    kept = {name: page.page.values[name] for name in DATA if name in page.page.values}
    assert kept["document_number"] == customer.document_number
    assert kept["new_key"] == kept["new_key_again"] == ""
    assert member.codes(customer.mobile) == []
    assert audited(member.service.parts.records, customer) == []
    filled(page, customer).sees("code_sent", "security_code")
    assert member.key_works(customer, KEY)


def test_c6_two_different_definitive_keys_are_refused(member: Phone) -> None:
    """Also where the temporary one is replaced: it stays."""
    customer = member.customer()
    recovered(member, customer)
    page = signed_in(member, customer).types(TEMPORARY, NEW_KEY, OTHER_KEY)
    page.sees("keys_differ", *FORCED)
    assert member.key_works(customer, TEMPORARY)
