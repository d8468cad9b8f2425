"""The bank says of an unknown document what it would say of a known one."""

import re
from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import event

from ivr.errors import KeyWrong, LimitReached
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.sealing import Sealer
from ivr.stores.records import Records
from ivr.values import Customer, Document
from tests.stores.banking import UNKNOWN, Bank

KNOWN = "CC 1032456789"
Look = Callable[[Bank, Customer], object]


@pytest.fixture
def bank(seeded: Records, clock: Clock, tables: Mapping[str, Institution], sealer: Sealer) -> Bank:
    """Give the reference bank with the demo's customers."""
    return Bank(seeded, clock, tables, sealer)


def statements(records: Records, work: Callable[[], object]) -> list[str]:
    """Give every statement that some work sends to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(re.sub(r"\s+", " ", statement))

    event.listen(records.engine, "before_cursor_execute", note)
    work()
    event.remove(records.engine, "before_cursor_execute", note)
    return sent


def test_a_known_document_names_its_customer(bank: Bank) -> None:
    """The reference is the customer's, and the document is masked."""
    assert bank.customer(KNOWN) == Customer(str(bank.reference_of(KNOWN)), "CC •••• 6789")


def test_an_unknown_document_names_a_steady_decoy(bank: Bank) -> None:
    """The same document gives the same reference each time, which looks like any other and says nothing."""
    decoy, other = bank.customer(UNKNOWN), bank.customer("CE 1000000001")
    assert bank.customer(UNKNOWN) == decoy != other
    assert re.fullmatch("[a-z2-7]{26}", decoy.reference)
    assert re.fullmatch("[a-z2-7]{26}", bank.customer(KNOWN).reference)
    assert decoy.masked == "CC •••• 0001"


def test_the_decoys_depend_on_the_secret_and_the_institution(bank: Bank) -> None:
    """Nobody can compute a decoy who does not know the secret, nor compare two institutions."""
    decoys, other = bank.file.decoys, type(bank.file.decoys)("another secret")
    assert decoys.reference("serfinansa", "CC", "1") != other.reference("serfinansa", "CC", "1")
    assert decoys.reference("serfinansa", "CC", "1") != decoys.reference("coasmedas", "CC", "1")


def wrong_key(bank: Bank, customer: Customer) -> None:
    """Try a key that is nobody's."""
    with pytest.raises(KeyWrong):
        bank.try_key(customer, "0000")


@pytest.mark.parametrize(
    "look",
    [
        lambda bank, customer: bank.keys.state(bank.effect(), customer),
        lambda bank, customer: bank.file.mobile("serfinansa", customer),
        lambda bank, customer: bank.file.masked_mobile("serfinansa", customer),
        lambda bank, customer: bank.file.summary("serfinansa", customer),
        lambda bank, customer: bank.file.check_answer("serfinansa", customer, "birth_date", "1987-05-18"),
        wrong_key,
    ],
    ids=["state", "mobile", "masked_mobile", "summary", "check_answer", "confirm"],
)
def test_the_same_work_is_done_for_an_unknown_customer(bank: Bank, look: Look) -> None:
    """Whatever is asked of the bank, it sends the same statements for a known and an unknown customer."""
    known, unknown = bank.customer(KNOWN), bank.customer(UNKNOWN)
    assert statements(bank.records, lambda: look(bank, known)) == statements(bank.records, lambda: look(bank, unknown))


def test_identifying_does_the_same_work_for_both(bank: Bank) -> None:
    """The statements do not tell whether the document was found."""
    known = statements(bank.records, lambda: bank.customer(KNOWN))
    assert known == statements(bank.records, lambda: bank.customer(UNKNOWN))


def test_a_caller_number_may_try_five_documents_a_day(bank: Bank) -> None:
    """The sixth is refused, known or not; a repetition of the refused effect is refused again."""
    for number in range(5):
        effect = bank.effect(caller_number="+573009999999")
        bank.customers.identify(effect, Document("CC", f"100000000{number}"))
    sixth = bank.effect(caller_number="+573009999999")
    for _ in range(2):
        with pytest.raises(LimitReached):
            bank.customers.identify(sixth, Document(*KNOWN.split()))


def test_a_customer_of_another_institution_is_unknown(bank: Bank) -> None:
    """Neither a document nor a reference opens anything at another institution."""
    customer = bank.customer(KNOWN)
    assert bank.file.mobile("coasmedas", customer) is None
    assert not bank.file.check_answer("coasmedas", customer, "birth_date", "1987-05-17")
    bank.institution = "coasmedas"
    assert bank.keys.state(bank.effect(), customer) == "active"
