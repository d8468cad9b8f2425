"""Asks customers about their own products: who proved the code gets questions, and all must be right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.errors import AnswersWrong, CodeRefused, LimitReached, NoProducts
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.proof_ports import ProductQuestion
from ivr.question_policies import QuestionPolicy
from ivr.security.derivation import derive
from ivr.security.tokens import same
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.outside import KeyLimits, Proofs
from ivr.stores.bank.product_questions import Maker, Product
from ivr.stores.effects import perform
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.events import Tally
from ivr.stores.records import Records
from ivr.stores.schema import ProductRecord
from ivr.values import Customer, Effect

FAILED, ANSWERED = "questions_failed", "questions_answered"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class BankProducts:
    """The port `Products` of the reference bank; under `secret` a customer's questions are always the same."""

    records: Records
    clock: Clock
    tables: Mapping[str, Institution]
    proofs: Proofs
    limits: KeyLimits
    secret: str

    def questions(self, effect: Effect, customer: Customer) -> tuple[ProductQuestion, ...]:
        """Give what is asked of this customer; an unknown one is asked about products that nobody has.

        Raises CodeRefused (none) for who has not proven the code: the options are the bank's. NoProducts, LimitReached.
        """
        self._refuse_unproven(effect, customer)
        asked: tuple[ProductQuestion, ...] = perform(
            self.records, effect.idempotency_key, self.clock.now(), lambda session: self._ask(session, effect, customer)
        )
        return asked

    def answer(
        self, effect: Effect, customer: Customer, asked: tuple[ProductQuestion, ...], answers: tuple[str, ...]
    ) -> None:
        """Hold all answers (the options' places, from 1) against the file; one wrong, and all of them are.

        It is one failure, and nobody is told which was wrong. Raises AnswersWrong, LimitReached, CodeRefused.
        """
        self._refuse_unproven(effect, customer)
        key, at = effect.idempotency_key, self.clock.now()
        perform(self.records, key, at, lambda session: self._judge(session, effect, customer, asked, answers))

    def _refuse_unproven(self, effect: Effect, customer: Customer) -> None:
        if not self.proofs.proven(effect, customer):
            raise CodeRefused("none")

    def _ask(self, session: Session, effect: Effect, customer: Customer) -> tuple[ProductQuestion, ...]:
        self._allow(session, effect, customer)
        known, products = self._products(session, effect, customer)
        maker = self._maker(effect, customer)
        asked = maker.questions(products if known else maker.decoys())
        if not asked:
            raise NoProducts
        return asked

    def _judge(
        self,
        session: Session,
        effect: Effect,
        customer: Customer,
        asked: tuple[ProductQuestion, ...],
        answers: tuple[str, ...],
    ) -> None:
        self._allow(session, effect, customer)
        _, products = self._products(session, effect, customer)
        maker = self._maker(effect, customer)
        given = [_option(question, answer) for question, answer in zip(asked, answers, strict=True)]
        right = [same(maker.right(question, products), said) for question, said in zip(asked, given, strict=True)]
        kind = ANSWERED if right and all(right) else FAILED
        limit_events.add(session, Tally(effect.institution, kind, customer.reference), self.clock.now())
        chain.append_effect(session, effect, kind, at=self.clock.now(), subject=customer.reference)
        if kind == FAILED:
            self.limits.failed(session, effect.institution, customer)
            raise AnswersWrong

    def _allow(self, session: Session, effect: Effect, customer: Customer) -> None:
        """Let nobody try for ever: not in a day, not in a row, not with what failed elsewhere. Raises LimitReached."""
        if not self.limits.allow_try(session, effect.institution, customer):
            raise LimitReached("failures_day")
        failed, answered = (Tally(effect.institution, kind, customer.reference) for kind in (FAILED, ANSWERED))
        limit_events.hold(session, failed)
        policy = self._policy(effect)
        if limit_events.count(session, failed, self.clock.now() - DAY) >= policy.tries_day:
            raise LimitReached("questions_day")
        if limit_events.count_since(session, failed, answered) >= policy.tries:
            raise LimitReached("questions_row")

    def _products(self, session: Session, effect: Effect, customer: Customer) -> tuple[bool, Sequence[Product]]:
        """Say whether the customer is known, and give what they have of the products that the table names."""
        known = read_account(session, effect.institution, customer.reference).known
        mine = select(ProductRecord).filter_by(customer=customer.reference).order_by(ProductRecord.id)
        wanted = self._policy(effect).products
        found = [_product(one) for one in session.scalars(mine) if one.kind in wanted]
        return known, found if known else ()

    def _maker(self, effect: Effect, customer: Customer) -> Maker:
        secret = derive(self.secret, "questions")
        return Maker(self._policy(effect), secret, customer.reference, self.clock.now().date())

    def _policy(self, effect: Effect) -> QuestionPolicy:
        found = self.tables[effect.institution].questions
        if found is None:
            raise LookupError(f"{effect.institution} asks no questions on products")
        return found


def _option(question: ProductQuestion, answer: str) -> str:
    """Give the option at a place; nothing for a place that there is not, which is never right."""
    place = int(answer) if answer.isdigit() else 0
    return question.options[place - 1] if 1 <= place <= len(question.options) else " "


def _product(record: ProductRecord) -> Product:
    facts = record.last_four, record.opened, record.office, record.instalment
    return Product(str(record.id), record.kind, *facts)
