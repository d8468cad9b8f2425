"""The users of companies: found by their very name or by the keys of a telephone, and decoys for whom nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from ivr.errors import LimitReached
from ivr.institutions import Institution
from ivr.menus.nit import without_check_digit
from ivr.security.masking import start_of_address
from ivr.security.sealing import Sealer
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.users import BankUsers, keys_of
from ivr.stores.limits.counters import Limits
from ivr.stores.records import Records
from ivr.stores.schema import CompanyUserRecord, CustomerRecord
from ivr.values import Document
from tests.conftest import FixedClock
from tests.stores.banking import Bank

COMPANY = Document("NIT", "900456781")


@dataclass
class Company:
    """A company with users at the bank."""

    bank: Bank
    users: BankUsers

    def add(self, *names: str) -> list[str]:
        """Give users these names, and give the references of who they are."""
        with self.bank.records.begin() as session:
            people = list(session.scalars(select(CustomerRecord.reference).limit(len(names))))
            for name, person in zip(names, people, strict=True):
                company = {"document_type": COMPANY.type, "document_number": COMPANY.number}
                facts = {"user_name": name, "keys": keys_of(name), "role": "agent", "customer": person}
                session.add(CompanyUserRecord(institution="serfinansa", **company, **facts))
        return people


@pytest.fixture
def company(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Company:
    """Give a company without users."""
    bank = Bank(seeded, clock, tables, sealer)
    limits, decoys = Limits(bank.tables, bank.clock), Decoys("an invented secret")
    return Company(bank, BankUsers(bank.records, bank.clock, limits, decoys))


def test_a_user_is_found_by_their_very_name(company: Company) -> None:
    """The case counts, and so does the company."""
    (juliana,) = company.add("JHerrera")
    found = company.users.identify(company.bank.effect(), COMPANY, "JHerrera")
    assert found.reference == juliana
    for other in ("jherrera", "JHERRERA", "JHerrera1"):
        assert company.users.identify(company.bank.effect(), COMPANY, other).reference != juliana
    elsewhere = replace(COMPANY, number="900456782")
    assert company.users.identify(company.bank.effect(), elsewhere, "JHerrera").reference != juliana


def test_a_user_is_found_by_keys(company: Company) -> None:
    """Letters in the keys that they stand on, digits as they are, any other sign on the one."""
    assert keys_of("J.Herrera7") == "5143773727"
    first, _ = company.add("J.Herrera7", "lrincon")
    found = company.users.find(company.bank.effect(), COMPANY, "5143773727")
    assert found is not None
    assert found.reference == first


def test_several_users_with_the_same_keys_are_nobody(company: Company) -> None:
    """Which of them calls, no key can tell."""
    company.add("AnaBe", "anaCD")
    assert company.users.find(company.bank.effect(), COMPANY, "26223") is None


def test_an_unknown_user_is_a_steady_decoy(company: Company) -> None:
    """The same each time, another one for another name, and shaped like a customer."""
    one, again, other = (
        company.users.identify(company.bank.effect(), COMPANY, name) for name in ("nadie", "nadie", "nadie2")
    )
    assert one == again
    assert one.reference != other.reference
    assert len(one.reference) == 26
    assert one.masked == "NIT •••• 6781"


@pytest.mark.parametrize(
    ("user", "start"), [("JHerrera", "jh"), ("Ñáñez", "na"), ("ana", "a"), ("_lrincon@x.co", "lr"), ("***", "")]
)
def test_the_address_of_nobody_begins_like_the_user_name(company: Company, user: str, start: str) -> None:
    """As addresses of companies do, so that a mask of nobody's looks like one of a user's own."""
    juliana, decoys = company.add("JRojas"), company.users.decoys
    unknown = company.users.identify(company.bank.effect(), COMPANY, user)
    assert unknown.address_start == start_of_address(user) == start
    assert decoys.email(unknown.reference, unknown.address_start).partition("*")[0] == start or not start
    known = company.users.identify(company.bank.effect(), COMPANY, "JRojas")
    assert ([known.reference], known.address_start) == (juliana, "jr")


def test_one_caller_asks_for_few_users(company: Company) -> None:
    """As many as documents: names and keys are not tried one after the other."""
    caller = {"caller_number": "+573000000098"}
    for name in range(company.bank.tables["serfinansa"].limits.documents_day):
        company.users.find(company.bank.effect(**caller), COMPANY, f"5555{name}")
    with pytest.raises(LimitReached):
        company.users.find(company.bank.effect(**caller), COMPANY, "77777")


@pytest.mark.parametrize(
    ("typed", "taken"), [("8110234566", "811023456"), ("8110234567", ""), ("811023456", ""), ("81102345666", "")]
)
def test_a_check_digit_is_recognised(typed: str, taken: str) -> None:
    """Ten digits of which the last is the check digit of the others, and nothing else."""
    assert without_check_digit(typed) == taken
