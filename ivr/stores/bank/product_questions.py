"""Makes questions on a customer's own products: always the same ones, with wrong options that might be right."""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from ivr.proof_ports import ProductQuestion
from ivr.question_policies import QuestionPolicy

CITIES = (
    "Bogotá", "Medellín", "Cali", "Barranquilla", "Bucaramanga", "Cartagena", "Cúcuta", "Ibagué", "Manizales",
    "Neiva", "Pasto", "Pereira", "Popayán", "Santa Marta", "Tunja", "Villavicencio",
)  # fmt: skip
YEARS = 7
"""How far a wrong year is from the right one, at most."""
STEP = 10_000
"""Pesos by which instalments are told apart."""
NONE_OF_THEM = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a customer, as the bank knows it (see `ivr.stores.schema.ProductRecord`)."""

    id: str
    kind: str
    last_four: str
    opened: date
    office: str
    instalment: int


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the questions of one customer. `secret` keeps anybody else from making the same ones."""

    policy: QuestionPolicy
    secret: bytes
    customer: str
    today: date

    def questions(self, products: Sequence[Product]) -> tuple[ProductQuestion, ...]:
        """Give the questions, each on another fact: as many as the table asks for, or as there are facts."""
        asked: dict[str, ProductQuestion] = {}
        for fact, product in self._shuffled(list(self._facts(products)), "facts"):
            if fact not in asked and len(asked) < self.policy.count:
                asked[fact] = self._question(fact, product, products)
        return tuple(asked.values())

    def right(self, question: ProductQuestion, products: Sequence[Product]) -> str:
        """Give the option that is right, or nothing when the customer has no such product (any more)."""
        product = next((one for one in products if one.id == question.id), None)
        return self._value(question.fact, product) if product else NONE_OF_THEM

    def decoys(self) -> tuple[Product, ...]:
        """Give the products that an unknown customer might have: always the same ones."""
        chance = self._chance("decoy")
        kinds = chance.sample(sorted(self.policy.products), 2)
        return tuple(self._invented(chance, kind) for kind in kinds)

    def _facts(self, products: Sequence[Product]) -> Iterator[tuple[str, Product]]:
        for product in products:
            yield from (("opened_year", product), ("office", product), ("last_four", product))
            if product.instalment:
                yield "instalment", product
            if len(self.policy.products) - len({one.kind for one in products}) >= self.policy.options - 1:
                yield "held", product

    def _question(self, fact: str, product: Product, products: Sequence[Product]) -> ProductQuestion:
        taken = {self._value(fact, one) for one in products if fact == "held" or one.kind == product.kind}
        right, chance = self._value(fact, product), self._chance(f"options {fact} {product.id}")
        wrong = [one for one in self._others(fact, product, chance) if one not in taken]
        options = list(dict.fromkeys(wrong))[: self.policy.options - 1]
        place = chance.randint(0, len(options))
        options.insert(place, right)
        named = "" if fact == "held" else self.policy.products[product.kind]
        return ProductQuestion(product.id, fact, named, tuple(options))

    def _value(self, fact: str, product: Product) -> str:
        """Give a fact in the words in which it is offered; digits apart, so that they are also said one by one."""
        match fact:
            case "opened_year":
                return str(product.opened.year)
            case "office":
                return product.office
            case "last_four":
                return " ".join(product.last_four)
            case "instalment":
                return pesos(product.instalment)
        return self.policy.products[product.kind]

    def _others(self, fact: str, product: Product, chance: Random) -> list[str]:
        match fact:
            case "opened_year":
                year = product.opened.year
                near = range(year - YEARS, min(year + YEARS, self.today.year) + 1)
                return [str(one) for one in chance.sample(near, len(near))]
            case "office":
                return chance.sample(CITIES, len(CITIES))
            case "last_four":
                return [" ".join(f"{chance.randint(0, 9999):04}") for _ in range(3 * self.policy.options)]
            case "instalment":
                near = range(6, 16)
                return [pesos(round(product.instalment * tenth / 10)) for tenth in chance.sample(near, len(near))]
        return chance.sample(sorted(self.policy.products.values()), len(self.policy.products))

    def _invented(self, chance: Random, kind: str) -> Product:
        opened = date(chance.randint(self.today.year - 12, self.today.year - 1), 6, 1)
        return Product(f"decoy {kind}", kind, f"{chance.randint(0, 9999):04}", opened, chance.choice(CITIES), 0)

    def _shuffled(self, facts: list[tuple[str, Product]], what: str) -> list[tuple[str, Product]]:
        facts.sort(key=lambda each: (each[0], each[1].id))
        return self._chance(what).sample(facts, len(facts))

    def _chance(self, what: str) -> Random:
        """Give chance that is always the same for this customer, and nobody's to foresee."""
        return Random(hmac.digest(self.secret, f"{self.customer}\0{what}".encode(), "sha256"))


def pesos(amount: int) -> str:
    """Give an amount, rounded, as people write and say it: 450 mil pesos."""
    rounded = max(STEP, round(amount / STEP) * STEP)
    millions, thousands = divmod(rounded // 1000, 1000)
    if not millions:
        return f"{thousands} mil pesos"
    word = "millón" if millions == 1 else "millones"
    return f"{millions} {word} {thousands} mil pesos" if thousands else f"{millions} {word} de pesos"
