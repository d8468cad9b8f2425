"""Banco Caja Social's contacts are updated at an office too: earlier number, or document and fingerprint (B4)."""

from typing import cast

import pytest

from ivr.agents.branch.attendance import Finger
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited
from tests.phone.line import Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService
from tests.web.branch.counter import Counter, Reader, worker_runs

BANK, NEW_KEY, HOUR = "banco_caja_social", "916937", 3600
MENU = ("menu_main", "option_regain", "option_agent", "option_office_code")


@pytest.fixture
def bank(phone: Phone) -> Phone:
    """Give the bank's line."""
    return Phone(phone.service, BANK)


def counter(bank: Phone, user: str) -> Counter:
    """Seat somebody at one of the bank's offices."""
    return Counter.of(cast("PlainService", bank.service), user, BANK)


def sets_a_key(bank: Phone, customer: DemoCustomer, new: str) -> None:
    """Set a key on the line with the office's code, which came to the new mobile."""
    call = bank.dials(new).hears("welcome", *MENU).presses("3").hears("universal_keys", "document_number")
    call.presses(f"{customer.document_number}#").hears("document_type", "option_type_CC", "option_type_TI").presses("1")
    call.hears("document_confirm").presses("1").hears("office_code").presses(bank.reads_sms(new))
    call.hears("new_key").presses(f"{NEW_KEY}#").hears("new_key_again").presses(f"{NEW_KEY}#")
    call.hears("one_moment", "key_changed", *MENU)
    assert bank.key_works(customer, NEW_KEY)


def test_b4_an_office_updates_the_contact_of_who_knows_the_earlier_number(bank: Phone) -> None:
    """Both numbers are told, the code goes to the new one, and with it the customer has a new key."""
    customer, new, office = bank.customer(), mobile(), counter(bank, "ines")
    office.looks_up(customer).changes_mobile(customer.mobile, new.removeprefix("+57")).is_done()
    assert "dejo de ser su contacto" in bank.messages(customer.mobile, 1)[-1]
    assert bank.codes(customer.mobile) == []
    sets_a_key(bank, customer, new)
    kinds = audited(bank.service.parts.records, customer)
    assert [kinds.count(kind) for kind in ("contact_changed", "code_sent", "key_replaced")] == [1, 1, 1]


def test_b4_an_office_files_a_request_with_document_and_fingerprint(bank: Phone, reader: Reader) -> None:
    """The earlier number does not match: after the fingerprint and a supervisor's yes the code is there in a day."""
    customer, new, office = bank.customer(), mobile(), counter(bank, "ines")
    office.looks_up(customer).changes_mobile(mobile(), mobile()).is_refused("no coincide")
    office.sends("/branch/fingerprint").is_done()
    reader.says = Finger.VALID
    assert office.sees("request")
    office.files(new).is_done()
    supervisor = counter(bank, "beatriz")
    request = supervisor.page("/branch/requests").split('action="/branch/requests/')[1].partition("/")[0]
    supervisor.sends(f"/branch/requests/{request}/approve").is_done()
    assert bank.messages(new) == []
    bank.waits(HOUR)
    worker_runs(office.service)
    sets_a_key(bank, customer, new)
