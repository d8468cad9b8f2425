"""A frozen file: both directions are told to every mobile of these days, audited, and done once."""

import json
from collections.abc import Mapping

import pytest

from ivr.errors import DeskError
from ivr.institutions import Institution
from ivr.security.sealing import Sealer
from ivr.stores.records import Records
from ivr.values import Customer
from tests.conftest import FixedClock
from tests.stores.banking import UNKNOWN, Bank

DOCUMENT, MOBILE, NEW = "CC 1045671238", "+573000000004", "+573000000014"
AGENT = "serfinansa.carolina"


@pytest.fixture
def bank(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Bank:
    """Give the reference bank with the demo's customers."""
    return Bank(seeded, clock, tables, sealer)


@pytest.fixture
def customer(bank: Bank) -> Customer:
    """Give a customer who has a key and a mobile."""
    return bank.customer(DOCUMENT)


def test_freezing_is_told_and_audited_once(bank: Bank, customer: Customer) -> None:
    """A second press of the button changes nothing and tells nobody again."""
    for _ in range(2):
        bank.file.freeze(bank.handoff(customer), AGENT)
    assert bank.file.is_frozen("serfinansa", customer)
    assert bank.messages() == [(MOBILE, "serfinansa sms_frozen")]
    assert bank.audited() == ["customer_frozen"]


def test_the_audit_says_from_where_it_was_done(bank: Bank, customer: Customer) -> None:
    """Both directions name the agent, the channel, the caller's masked number and the call."""
    for act in (bank.file.freeze, bank.file.unfreeze):
        act(bank.handoff(customer), AGENT)
        link = bank.audit()
        assert (link.actor, link.agent, link.channel, link.caller) == ("agent", AGENT, "desk", "•••• 0099")
        assert json.loads(link.detail) == {"conversation": "CA1", "handoff": "serfinansa.1", "procedure": "restore"}


def test_releasing_is_told_too(bank: Bank, customer: Customer, clock: FixedClock) -> None:
    """Whoever releases a key that they did not own is heard of; freezing again is told again."""
    for _ in range(2):
        bank.file.freeze(bank.handoff(customer), AGENT)
        bank.file.unfreeze(bank.handoff(customer), AGENT)
        clock.advance(60)
    assert not bank.file.is_frozen("serfinansa", customer)
    assert [text.split()[1] for _, text in bank.messages()] == ["sms_frozen", "sms_unfrozen"] * 2
    assert bank.audited() == ["customer_frozen", "customer_unfrozen"] * 2


def test_the_mobile_before_is_told_for_thirty_days(bank: Bank, customer: Customer, clock: FixedClock) -> None:
    """An attacker who has put a mobile of theirs in its place cannot release the key unheard."""
    bank.file.change_mobile(bank.handoff(customer), NEW, AGENT, "occasion")
    bank.file.freeze(bank.handoff(customer), AGENT)
    assert {to for to, text in bank.messages() if "frozen" in text} == {MOBILE, NEW}
    clock.advance(30 * 86_400)
    bank.file.unfreeze(bank.handoff(customer), AGENT)
    assert {to for to, text in bank.messages() if "unfrozen" in text} == {NEW}


def test_nobody_freezes_whom_they_do_not_have(bank: Bank, customer: Customer) -> None:
    """An unknown customer, and another institution's, are refused with a word for the page."""
    for institution, whom in (("serfinansa", bank.customer(UNKNOWN)), ("other", customer)):
        with pytest.raises(DeskError, match="unknown_customer"):
            bank.file.freeze(bank.handoff(whom, institution), AGENT)
    assert not bank.file.is_frozen("serfinansa", customer)
    assert bank.messages() == []
