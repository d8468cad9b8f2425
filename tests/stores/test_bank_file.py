"""The customer's file: agents learn whether it matches, never what is in it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from ivr.errors import DeskError
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.sealing import Sealer
from ivr.stores.bank import contacts
from ivr.stores.bank.answer_forms import normalised, same_answer
from ivr.stores.records import Records
from ivr.values import Customer
from tests.stores.banking import UNKNOWN, Bank

AT, OLD_MOBILE, NO_MOBILE, FROZEN = "serfinansa", "CC 1045671238", "CC 32756184", "CC 8673521"
OLD, NEW = "+573000000004", "+573000000014"
AGENT = "serfinansa.carolina"


@pytest.fixture
def bank(seeded: Records, clock: Clock, tables: Mapping[str, Institution], sealer: Sealer) -> Bank:
    """Give the reference bank with the demo's customers."""
    return Bank(seeded, clock, tables, sealer)


@pytest.fixture
def customer(bank: Bank) -> Customer:
    """Give the customer whose registered mobile is an old one."""
    return bank.customer(OLD_MOBILE)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("birth_date", "1991-09-30"),
        ("birth_date", "30/09/1991"),
        ("birth_date", "30091991"),
        ("birth_date", "19910930"),
        ("birth_date", "30 de septiembre de 1991"),
        ("birth_date", "30-9-1991"),
        ("mother_surname", "  VERGARA "),
        ("registered_address_city", "cartagena"),
        ("card_last_four", "3 3 1 6"),
        ("last_payment_month", "Diciembre"),
        ("last_payment_month", "12"),
        ("last_payment_month", "dic"),
        ("last_payment_month", "diciembre de 2025"),
    ],
)
def test_an_answer_matches_however_it_is_typed(bank: Bank, customer: Customer, question: str, typed: str) -> None:
    """Accents, capitals, spaces and the ways to write a date make no difference."""
    assert bank.file.check_answer(AT, customer, question, typed)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("birth_date", "1991-09-29"),
        ("birth_date", "1991"),
        ("birth_date", ""),
        ("card_last_four", "331"),
        ("mother_surname", "v"),
        ("favourite_colour", ""),
        ("favourite_colour", "azul"),
    ],
)
def test_a_wrong_or_empty_answer_does_not_match(bank: Bank, customer: Customer, question: str, typed: str) -> None:
    """Parts of an answer, and answers to what the bank never asked, match nothing."""
    assert not bank.file.check_answer(AT, customer, question, typed)


def test_accents_and_impossible_dates() -> None:
    """What is no date stays text or digits; a name with accents is the same without."""
    assert same_answer("Núñez", "nunez")
    assert normalised("31/02/1990") == "31021990"
    assert normalised("0000") == "0000"
    assert normalised("20012011") == "2011-01-20"
    assert normalised("setiembre") == "septiembre"
    assert not same_answer("", "")


@pytest.mark.parametrize(
    ("kind", "typed", "possible"),
    [
        ("date", "29/02/1980", True),
        ("date", "29/02/1981", False),
        ("date", "30 de setiembre de 1991", True),
        ("date", "1991", False),
        ("digits", "33 16", True),
        ("digits", "treinta", False),
        ("text", "Núñez", True),
        ("choice", "enero", True),
    ],
)
def test_what_can_answer_a_question_at_all(bank: Bank, kind: str, typed: str, possible: bool) -> None:  # noqa: FBT001
    """A day that the calendar has, digits only; any text may be a name or a city."""
    assert bank.file.can_answer(kind, typed) is possible


def test_what_an_agent_sees_is_masked(bank: Bank, customer: Customer) -> None:
    """Initials of the names and the end of the mobile, no more."""
    assert bank.file.summary(AT, customer) == "C•••• A•••• N•••• V••••"
    assert bank.file.masked_mobile(AT, customer) == "•••• 0004"
    assert bank.file.mobile(AT, customer) == OLD


def test_a_customer_without_a_mobile(bank: Bank) -> None:
    """There is nothing to send to, and nothing to show."""
    customer = bank.customer(NO_MOBILE)
    assert (bank.file.mobile(AT, customer), bank.file.masked_mobile(AT, customer)) == (None, "")


def test_an_unknown_customer_has_steady_masks(bank: Bank) -> None:
    """An agent cannot tell an unknown document from a known one by what the page shows."""
    customer = bank.customer(UNKNOWN)
    shown = bank.file.masked_mobile(AT, customer), bank.file.summary(AT, customer)
    assert shown == (bank.file.masked_mobile(AT, customer), bank.file.summary(AT, customer))
    assert shown[0].startswith("•••• ")
    assert shown[1].count("••••") == 3
    assert bank.file.mobile(AT, customer) is None


def test_a_changed_mobile_is_told_to_the_old_and_the_new_one(bank: Bank, customer: Customer) -> None:
    """The new number counts at once, both hear of it, and the audit has masked numbers only."""
    bank.file.change_mobile(bank.handoff(customer), NEW, AGENT, "key")
    assert bank.file.mobile(AT, customer) == NEW
    assert bank.messages() == [
        (OLD, "serfinansa sms_contact_changed_old"),
        (NEW, "serfinansa sms_contact_changed_new"),
    ]
    assert bank.audited() == ["contact_changed"]


def test_the_audit_says_from_where_a_mobile_was_changed(bank: Bank, customer: Customer) -> None:
    """Agent, channel, the caller's masked number, call and handoff are all there; no number in full."""
    bank.file.change_mobile(bank.handoff(customer), NEW, AGENT, "key")
    link = bank.audit()
    assert (link.actor, link.agent, link.channel, link.caller) == ("agent", AGENT, "desk", "•••• 0099")
    assert (link.subject, bool(link.machine)) == (customer.reference, True)
    assert json.loads(link.detail) == {
        "conversation": "CA1",
        "handoff": "serfinansa.1",
        "procedure": "restore",
        "kind": "mobile",
        "old": "•••• 0004",
        "new": "•••• 0014",
    }


def test_a_key_change_after_a_new_mobile_is_told_to_the_new_one(bank: Bank, customer: Customer) -> None:
    """Notices of keys go to the contacts that are registered now."""
    bank.file.change_mobile(bank.handoff(customer), NEW, AGENT, "key")
    bank.set_key(customer, "9361")
    assert bank.messages()[2:] == [(NEW, "serfinansa sms_key_changed")]


def test_a_repeated_change_is_made_once(bank: Bank, customer: Customer) -> None:
    """The same occasion, and the same number on another, owe no further messages."""
    for key in ("key", "key", "another key"):
        bank.file.change_mobile(bank.handoff(customer), NEW, AGENT, key)
    assert len(bank.messages()) == 2


def test_a_first_mobile_is_told_to_itself(bank: Bank) -> None:
    """There is no old one to tell."""
    bank.file.change_mobile(bank.handoff(bank.customer(NO_MOBILE)), NEW, AGENT, "key")
    assert bank.messages() == [(NEW, "serfinansa sms_contact_changed_new")]


@pytest.mark.parametrize(
    ("document", "number", "code"),
    [
        (OLD_MOBILE, "+5715551234", "not_a_mobile"),
        (OLD_MOBILE, "+13005551234", "not_a_mobile"),
        (UNKNOWN, NEW, "unknown_customer"),
        (FROZEN, NEW, "frozen"),
    ],
)
def test_a_change_that_cannot_be(bank: Bank, document: str, number: str, code: str) -> None:
    """A number that gets no SMS, an unknown customer and a frozen one are refused with a word for the page."""
    with pytest.raises(DeskError) as error:
        bank.file.change_mobile(bank.handoff(bank.customer(document)), number, AGENT, "key")
    assert error.value.code == code
    assert bank.messages() == []


@pytest.mark.parametrize("step", ["_register", "owe_notices", "_write"])
def test_a_crash_in_a_change_leaves_the_old_mobile(
    bank: Bank, customer: Customer, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Nothing is half changed, nobody is told of what did not happen."""
    step_itself = getattr(contacts, step)

    def then_crash(*args: Any) -> None:
        step_itself(*args)
        raise MemoryError

    monkeypatch.setattr(contacts, step, then_crash)
    with pytest.raises(MemoryError):
        bank.file.change_mobile(bank.handoff(customer), NEW, AGENT, "key")
    assert bank.file.mobile(AT, customer) == OLD
    assert (bank.messages(), bank.audited()) == ([], [])
