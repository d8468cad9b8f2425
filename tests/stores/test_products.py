"""Questions on a customer's own products: steady, plausible, all right or none, and never for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from ivr.errors import AnswersWrong, CodeRefused, LimitReached, NoProducts
from ivr.institutions import Institution
from ivr.proof_ports import ProductQuestion
from ivr.question_policies import QuestionPolicy
from ivr.security.sealing import Sealer
from ivr.stores.bank.product_questions import pesos
from ivr.stores.bank.products import BankProducts
from ivr.stores.limits.counters import Limits
from ivr.stores.records import Records
from ivr.stores.schema import ProductRecord
from ivr.values import Customer
from tests.conftest import FixedClock
from tests.stores.banking import SECRET, UNKNOWN, Bank

MARIA, WITHOUT = "CC 1032456789", "CC 72184563"
KINDS = {
    "savings": "cuenta de ahorros",
    "current": "cuenta corriente",
    "mortgage": "crédito hipotecario",
    "consumer_credit": "crédito de consumo",
    "credit_card": "tarjeta de crédito",
}
POLICY = QuestionPolicy(count=3, options=4, tries=5, tries_day=2, products=KINDS)
SAVINGS = {"kind": "savings", "last_four": "4071", "opened": date(2014, 3, 9), "office": "Tunja"}
MORTGAGE = {
    "kind": "mortgage",
    "last_four": "9912",
    "opened": date(2019, 8, 1),
    "office": "Cali",
    "instalment": 1_240_000,
}


@dataclass
class Asking:
    """The products' port at a bank."""

    bank: Bank
    port: BankProducts

    def customer(self, document: str = MARIA) -> Customer:
        """Give a customer who has proven the code."""
        customer = self.bank.customer(document)
        self.bank.proofs.customers.add(customer.reference)
        return customer

    def questions(self, customer: Customer) -> tuple[ProductQuestion, ...]:
        """Have the questions asked."""
        return self.port.questions(self.bank.effect(), customer)

    def says(self, customer: Customer, *answers: str) -> None:
        """Answer them by the options' places."""
        self.port.answer(self.bank.effect(), customer, self.questions(customer), answers)

    def right(self, customer: Customer) -> list[str]:
        """Give the right places, as the customer knows them."""
        own = {
            KINDS["savings"]: ("Tunja", "2014", "4 0 7 1"),
            KINDS["mortgage"]: ("Cali", "2019", "9 9 1 2", "1 millón 240 mil pesos"),
            "": (KINDS["savings"], KINDS["mortgage"]),
        }
        return [
            str(1 + next(place for place, option in enumerate(each.options) if option in own[each.product]))
            for each in self.questions(customer)
        ]


@pytest.fixture
def asking(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Asking:
    """Give a bank that asks questions, and a customer with a savings account and a mortgage."""
    mine = {"serfinansa": replace(tables["serfinansa"], questions=POLICY)}
    bank = Bank(seeded, clock, mine, sealer)
    owner = bank.customer(MARIA).reference
    with seeded.begin() as session:
        session.add_all([ProductRecord(customer=owner, **SAVINGS), ProductRecord(customer=owner, **MORTGAGE)])
    return Asking(bank, BankProducts(seeded, clock, mine, bank.proofs, Limits(mine, clock), SECRET))


def test_all_right_answers_pass(asking: Asking) -> None:
    """Three questions on different facts, four options each, of which one is right; the audit knows that it was."""
    customer = asking.customer()
    asked = asking.questions(customer)
    assert len(asked) == len({each.fact for each in asked}) == POLICY.count
    assert {len(set(each.options)) for each in asked} == {POLICY.options}
    asking.says(customer, *asking.right(customer))
    assert asking.bank.audited()[-1] == "questions_answered"


def test_one_wrong_answer_is_a_failure(asking: Asking) -> None:
    """Two of three are not enough, and nobody is told which was wrong."""
    customer = asking.customer()
    right = asking.right(customer)
    wrong = [*right[:2], str(int(right[2]) % POLICY.options + 1)]
    with pytest.raises(AnswersWrong) as refused:
        asking.says(customer, *wrong)
    assert refused.value.detail == ""
    assert asking.bank.audited()[-1] == "questions_failed"


def test_the_same_questions_come_again(asking: Asking, clock: FixedClock) -> None:
    """Whoever asks again, in this call or another day, learns nothing from what stayed the same."""
    customer = asking.customer()
    first = asking.questions(customer)
    clock.advance(timedelta(days=40).total_seconds())
    assert asking.questions(customer) == first


def test_nobody_learns_options_without_the_code(asking: Asking) -> None:
    """The options are the bank's: who has not proven the code gets no question, and no answer judged."""
    customer = asking.bank.customer(MARIA)
    with pytest.raises(CodeRefused):
        asking.questions(customer)
    with pytest.raises(CodeRefused):
        asking.port.answer(asking.bank.effect(), customer, (), ())


def test_an_unknown_customer_is_asked_alike(asking: Asking) -> None:
    """As many questions of as many options, the same each time; and nothing that is answered is right."""
    stranger = asking.customer(UNKNOWN)
    asked = asking.questions(stranger)
    assert asked == asking.questions(stranger)
    assert [len(each.options) for each in asked] == [POLICY.options] * POLICY.count
    with pytest.raises(AnswersWrong):
        asking.says(stranger, "1", "1", "1")


def test_who_has_no_product_cannot_be_asked(asking: Asking) -> None:
    """The script says what the procedure needs."""
    customer = asking.customer(WITHOUT)
    with pytest.raises(NoProducts):
        asking.questions(customer)


def test_nobody_tries_for_ever(asking: Asking, clock: FixedClock) -> None:
    """Two sets a day, five in a row: then only a person helps; a set that was right begins the row again."""
    customer, wrong, days = asking.customer(), 0, 0
    right = asking.right(customer)
    while days < 9:
        for _ in range(3):
            try:
                asking.says(customer, "9", "9", "9")
            except AnswersWrong:
                wrong += 1
            except LimitReached:
                break
        clock.advance(86_401)
        days += 1
    assert wrong == POLICY.tries
    with pytest.raises(LimitReached):
        asking.says(customer, *right)


def test_a_failed_set_counts_among_all_failures(asking: Asking) -> None:
    """Codes, keys and answers have one limit together."""
    customer = asking.customer()
    with pytest.raises(AnswersWrong):
        asking.says(customer, "9", "9", "9")
    limits = asking.bank.tables["serfinansa"].limits
    with asking.bank.records.begin() as session:
        for _ in range(limits.failures_quarter_hour - 1):
            asking.port.limits.failed(session, "serfinansa", customer)
    with pytest.raises(LimitReached):
        asking.questions(customer)


def test_no_option_is_another_product_of_the_customer(asking: Asking) -> None:
    """A second savings account's city is no wrong answer to a question about "the" savings account."""
    customer = asking.customer()
    with asking.bank.records.begin() as session:
        session.add(ProductRecord(customer=customer.reference, **(SAVINGS | {"office": "Pasto", "last_four": "1234"})))
    for asked in asking.questions(customer):
        assert len({"Tunja", "Pasto"} & set(asked.options)) < 2
        assert len({"4 0 7 1", "1 2 3 4"} & set(asked.options)) < 2


@pytest.mark.parametrize(
    ("amount", "said"),
    [(452_300, "450 mil pesos"), (1_000_000, "1 millón de pesos"), (2_310_000, "2 millones 310 mil pesos")],
)
def test_amounts_are_said_as_people_say_them(amount: int, said: str) -> None:
    """Rounded, in words that a voice reads well."""
    assert pesos(amount) == said
