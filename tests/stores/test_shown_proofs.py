"""What was shown before a key may be set: a code, a link that was used, or both, in this conversation and lately."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from ivr.institutions import Institution
from ivr.key_policies import LinkPolicy
from ivr.security.sealing import Sealer
from ivr.stores.link_book import Link, LinkBook
from ivr.stores.records import Records
from ivr.stores.shown_proofs import ShownProofs
from ivr.values import Customer
from tests.conftest import FixedClock
from tests.stores.banking import SECRET, Bank

HERE = Link("serfinansa", "maria", "restore", "CA1")
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
