"""At a branch the mobile is another one: who knows the earlier number has the new one registered (S9)."""

import pytest

from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.people import NEW_KEY, mobile
from tests.web.branch.counter import Counter


def test_s9_the_earlier_number_matches_and_the_contact_is_updated(phone: Phone, ines: Counter) -> None:
    """The code goes to the new number at once, both numbers are told, and the code sets a key."""
    customer, new = phone.customer(), mobile()
    ines.looks_up(customer).changes_mobile(customer.mobile, new.removeprefix("+57")).is_done()
    assert "dejo de ser su contacto" in phone.messages(customer.mobile, 1)[-1]
    assert any("es ahora su contacto" in text for text in phone.messages(new, 2))
    assert phone.codes(customer.mobile) == []
    call = phone.identified(customer, "4").hears("office_code").presses(phone.reads_sms(new))
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert phone.key_works(customer, NEW_KEY)
    kinds = audited(phone.service.parts.records, customer)
    assert [kinds.count(kind) for kind in ("check", "contact_changed", "code_sent")] == [1, 1, 1]
    assert new[-4:] in ines.page()


def test_s9_an_earlier_number_that_does_not_match_changes_nothing(phone: Phone, ines: Counter) -> None:
    """Nobody is told anything, no code goes anywhere; the page offers document and fingerprint instead."""
    customer, new = phone.customer(), mobile()
    ines.looks_up(customer)
    assert not ines.sees("fingerprint")
    ines.changes_mobile(mobile(), new).is_refused("El número anterior no coincide")
    assert ines.sees("fingerprint")
    assert phone.messages(customer.mobile) == phone.messages(new) == []
    assert audited(phone.service.parts.records, customer) == ["look", "check"]


def test_s9_earlier_numbers_are_not_guessed(phone: Phone, ines: Counter) -> None:
    """Wrong ones are failures of the customer: after five not even the right one is tried for a quarter of an hour."""
    customer = phone.customer()
    ines.looks_up(customer)
    for _ in range(5):
        ines.changes_mobile(mobile(), mobile()).is_refused("no coincide")
    ines.changes_mobile(customer.mobile, mobile()).is_refused("quince minutos")
    assert phone.messages(customer.mobile) == []


def test_s9_after_ten_failures_in_a_day_only_the_fingerprint_is_left(phone: Phone, ines: Counter) -> None:
    """The limit that all channels share ends guessing for the day."""
    customer = phone.customer()
    for _ in range(2):
        ines.looks_up(customer)
        for _ in range(5):
            ines.changes_mobile(mobile(), mobile()).is_refused("no coincide")
        for _ in range(2):
            phone.waits(8 * 60)
            ines.page()
    ines.looks_up(customer).changes_mobile(customer.mobile, mobile()).is_refused("límite")
    ines.changes_mobile(mobile(), mobile()).is_refused("límite")


@pytest.mark.parametrize("number", ["6053091919", "+14155550100", "300123", "no tengo"])
def test_s9_only_a_colombian_mobile_is_registered(phone: Phone, ines: Counter, number: str) -> None:
    """What no code could go to is refused before the earlier number is looked at."""
    customer = phone.customer()
    ines.looks_up(customer).changes_mobile(customer.mobile, number).is_refused("no es un celular colombiano", 400)
    assert audited(phone.service.parts.records, customer) == ["look"]


def test_s9_a_new_number_whose_code_waits_is_registered_all_the_same(phone: Phone, ines: Counter) -> None:
    """Three codes went within ten minutes: the contact is changed, and the page says that the code did not go."""
    customer = phone.customer()
    ines.looks_up(customer)
    for pause in (0, 60, 120):
        phone.waits(pause)
        ines.generates_code().is_done()
    new = mobile()
    ines.changes_mobile(customer.mobile, new).is_refused("quedó registrado, pero el código no salió")
    assert new[-4:] in ines.page()
