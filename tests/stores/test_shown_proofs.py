"""What was shown before a key may be set: a code, a link that was used, or both, in this conversation and lately."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from ivr.errors import CodeRefused
from ivr.institutions import Institution
from ivr.key_policies import LinkPolicy
from ivr.security.sealing import Sealer
from ivr.stores.links.book import Link, LinkBook, was_used
from ivr.stores.records import Records
from ivr.stores.schema import LinkRecord
from ivr.stores.shown_proofs import ShownProofs
from ivr.values import Customer
from tests.conftest import FixedClock
from tests.stores.banking import SECRET, Bank

HERE = Link("serfinansa", "maria", "restore", "CA1")
DOCUMENT, KEY = "CC 1045671238", "7392"
MARIA = Customer("maria", "CC •••• 6789")


@dataclass
class Shown:
    """What a conversation has shown so far."""

    bank: Bank

    def uses(self, link: Link) -> None:
        """Send a link, and use it."""
        book, at = LinkBook([SECRET]), self.bank.clock.now()
        with self.bank.records.begin() as session:
            token = book.issue(session, link, at, at + timedelta(minutes=30))
            assert book.use(session, link.institution, token, at)

    def proves_code(self) -> None:
        """Prove a code."""
        self.bank.proofs.customers.add(MARIA.reference)

    def is_enough(self, proves: str) -> bool:
        """Say whether a key may be set under a table's word for what its links prove (empty: it sends none)."""
        link = LinkPolicy("x@example.co", "Clave", 1800, proves) if proves else None
        tables = {"serfinansa": replace(self.bank.tables["serfinansa"], link=link)}
        shown = ShownProofs(self.bank.proofs, self.bank.records, self.bank.clock, tables)
        return shown.proven(self.bank.effect(), MARIA)


@pytest.fixture
def shown(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Shown:
    """Give a conversation in which nothing was shown yet."""
    return Shown(Bank(seeded, clock, tables, sealer))


@pytest.mark.parametrize(
    ("proves", "link_alone", "code_alone"),
    [("", False, True), ("nothing", False, True), ("alone", True, False), ("with_code", False, False)],
)
def test_a_table_says_what_is_enough(shown: Shown, proves: str, *, link_alone: bool, code_alone: bool) -> None:
    """Nothing never is; a code, a used link, or only both."""
    assert not shown.is_enough(proves)
    shown.proves_code()
    assert shown.is_enough(proves) is code_alone
    shown.uses(HERE)
    assert shown.is_enough(proves)
    shown.bank.proofs.customers.clear()
    assert shown.is_enough(proves) is link_alone


@pytest.mark.parametrize("other", [{"customer": "jorge"}, {"conversation": "CA2"}, {"procedure": "activate"}])
def test_a_link_to_elsewhere_proves_nothing(shown: Shown, other: dict[str, str]) -> None:
    """Another customer's, another conversation's, another procedure's."""
    shown.uses(replace(HERE, **other))
    assert not shown.is_enough("alone")


def test_a_used_link_proves_for_half_an_hour(shown: Shown, clock: FixedClock) -> None:
    """Then another one is needed."""
    shown.uses(HERE)
    clock.advance(1800)
    assert shown.is_enough("alone")
    clock.advance(1)
    assert not shown.is_enough("alone")


def test_a_link_that_was_replaced_proves_nothing(shown: Shown) -> None:
    """It ended like a used one, and nobody used it."""
    book, at = LinkBook([SECRET]), shown.bank.clock.now()
    with shown.bank.records.begin() as session:
        for _ in range(2):
            book.issue(session, HERE, at, at + timedelta(minutes=30))
    assert not shown.is_enough("alone")


def test_a_used_link_proves_nothing_after_no_fui_yo(shown: Shown, clock: FixedClock) -> None:
    """Used, frozen, released: a key is set with a new link only."""
    bank = shown.bank
    customer = bank.customer(DOCUMENT)
    tables = {"serfinansa": replace(bank.tables["serfinansa"], link=LinkPolicy("x@example.co", "Clave", 1800, "alone"))}
    bank.keys = replace(bank.keys, proofs=ShownProofs(bank.proofs, bank.records, clock, tables))
    shown.uses(replace(HERE, customer=customer.reference))
    bank.file.freeze(bank.handoff(customer), "serfinansa.carolina")
    bank.file.unfreeze(bank.handoff(customer), "serfinansa.carolina")
    with pytest.raises(CodeRefused):
        bank.keys.replace(bank.effect(), customer, bank.sealed(KEY))
    shown.uses(replace(HERE, customer=customer.reference))
    bank.keys.replace(bank.effect(), customer, bank.sealed(KEY))


@pytest.mark.parametrize("frozen", [True, False])
def test_each_way_takes_the_proof_away(shown: Shown, *, frozen: bool) -> None:
    """Who used a link at the very instant of the freezing has lost it at the release."""
    file, customer = shown.bank.file, shown.bank.customer(DOCUMENT)
    if not frozen:
        file.freeze(shown.bank.handoff(customer), "serfinansa.carolina")
    with shown.bank.records.begin() as session:
        at = shown.bank.clock.now()
        link = {"institution": "serfinansa", "customer": customer.reference, "procedure": "restore"}
        times = {"created": at, "expires_at": at, "ended": at, "used": at}
        session.add(LinkRecord(token_hash="an invented hash", conversation="CA1", **link, **times))
    (file.freeze if frozen else file.unfreeze)(shown.bank.handoff(customer), "serfinansa.carolina")
    with shown.bank.records.read() as session:
        assert not was_used(session, replace(HERE, customer=customer.reference), at)
