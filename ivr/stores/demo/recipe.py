"""Invents customers and staff for the demo of any institution, from its table: each run the same ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from random import Random
from types import MappingProxyType
from typing import Any

from ivr.institutions import DocumentType, Institution
from ivr.key_policies import DIGITS
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules
from ivr.security.staff_words import client_of
from ivr.stores.demo.customers import DemoCustomer, DemoProduct, DemoUser
from ivr.stores.demo.names import ANSWERS, CITIES, COMPANIES, GIVEN, MONTHS, SURNAMES, WORDS, plain
from ivr.stores.demo.staff import DemoStaff

ROLES = ("agent", "agent", "branch", "supervisor", "administrator", "auditor")
SIGNS = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TOTP_LETTERS = 32
COMPANY = "NIT"
YOUTH = "TI"


@dataclass(frozen=True, slots=True)
class Case:
    """What is special about a customer: the note by which people find them, and the fields of theirs that differ."""

    note: str
    differs: Mapping[str, Any] = field(default_factory=dict)


USUAL = (
    Case("olvidó su clave"),
    Case("bloqueó su clave con intentos errados", {"blocked": True}),
    Case("aún no tiene clave", {"key": ""}),
    Case("conoce su clave y quiere otra"),
    Case("no tiene celular registrado", {"mobile": ""}),
    Case("no tiene correo registrado", {"email": ""}),
    Case("avisó que un cambio no fue suyo: está congelado", {"frozen": True}),
)
"""Whom every institution has; others come from its documents."""
MEMBERS = (
    Case("olvidó su clave; su imagen es una cometa", {"recognition": "kite|El viento de agosto"}),
    Case("entra por primera vez: aún no tiene clave", {"key": ""}),
    Case("conoce su clave, y no ha elegido imagen ni frase"),
    Case("bloqueó su clave con intentos errados", {"blocked": True, "recognition": "moon|La luna sobre el patio"}),
    Case("solo tiene celular registrado", {"email": ""}),
    Case("solo tiene correo registrado", {"mobile": ""}),
    Case("avisó que un cambio no fue suyo: está congelado", {"frozen": True}),
)
CASES: Mapping[str, tuple[Case, ...]] = MappingProxyType({"becoop": MEMBERS})
"""The customers of an institution that shows more than the usual cases, by its id."""


@dataclass(frozen=True, slots=True)
class _People:
    """Whom an institution's next customer may be: all chance is one, so that each run draws the same."""

    table: Institution
    chance: Random
    names: Iterator[str]

    def customer(self, kind: DocumentType, case: Case, place: int) -> DemoCustomer:
        """Give the customer at a place of the list."""
        chance = self.chance
        name = chance.choice(COMPANIES) if kind.code == COMPANY else next(self.names)
        born = _day(chance, *((2009, 2011) if kind.code == YOUTH else (1955, 2003)))
        given, surname = plain(name).split()[0], plain(name).split()[-2]
        customer = DemoCustomer(
            note=case.note,
            name=name,
            document=f"{kind.code} {_number(kind, chance)}",
            mobile=f"+57301{_block(self.table.id)}{place:03}",
            key="",
            answers="|".join(_answers(self.table, born, name, chance)),
            email=f"{given}.{surname}{place}@correo.example",
            questions=tuple(_questions(self.table)),
            products=tuple(_products(self.table, born, chance)),
            user=_user(self.table, f"{given[0].upper()}{surname.capitalize()}{place}", place),
        )
        return replace(customer, **{"key": invented_key(self.table, customer, chance), **case.differs})


def customers_of(table: Institution, cases: tuple[Case, ...] = ()) -> tuple[DemoCustomer, ...]:
    """Give the customers of an institution: its cases with its first type of document, and one of each other type.

    Where documents name companies the customers are the persons who act for one.
    """
    first, *others = [kind for kind in table.documents if not kind.company]
    wanted = [(first, case) for case in cases or CASES.get(table.id, USUAL)]
    if table.questions:
        wanted.append((first, _with_one_product(sorted(table.questions.products))))
    wanted += [(kind, Case(f"su documento: {kind.label.lower()}")) for kind in others]
    chance = Random(f"customers of {table.id}")
    people = _People(table, chance, _names(chance))
    return tuple(people.customer(kind, case, place) for place, (kind, case) in enumerate(wanted, 1))


def staff_of(table: Institution) -> tuple[DemoStaff, ...]:
    """Give the staff of an institution: one of each role, and two agents."""
    chance = Random(f"staff of {table.id}")
    names = chance.sample(GIVEN, len(ROLES))
    return tuple(_member(table, role, given, chance) for role, given in zip(ROLES, names, strict=True))


def _with_one_product(kinds: list[str]) -> Case:
    """Give the case of who can be asked about one product only, and reached by text message."""
    only = DemoProduct("savings" if "savings" in kinds else kinds[0], "4826", "2016-05-12", "Manizales")
    return Case("olvidó su clave; solo tiene celular y un producto", {"email": "", "products": (only,)})


def _user(table: Institution, name: str, place: int) -> DemoUser | None:
    """Give who somebody is at one of the companies; nobody where customers come for themselves."""
    companies = [kind for kind in table.documents if kind.company]
    if not companies:
        return None
    kind = companies[place % len(companies)]
    number = _number(kind, Random(f"company {kind.code} of {table.id}"))
    return DemoUser(f"{kind.code} {number}", name, "administrator" if place == 1 else "agent")


def _block(name: str) -> str:
    """Give four digits that are an institution's own, as far as four digits can be."""
    return f"{int.from_bytes(sha256(name.encode()).digest()) % 10**4:04}"


def _number(kind: DocumentType, chance: Random) -> str:
    digits = "".join(chance.choices("0123456789", k=kind.longest - 2))
    if kind.letters:
        return f"{''.join(chance.choices('ABCDEFGHKLMNPRSTUVWXYZ', k=2))}{digits[:6]}"
    return f"{'90' if kind.code == COMPANY else '10' if kind.longest > 8 else '41'}{digits}"  # noqa: PLR2004 - as they are


def _day(chance: Random, earliest: int, latest: int) -> date:
    return date(chance.randint(earliest, latest), chance.randint(1, 12), chance.randint(1, 28))


def _questions(table: Institution) -> list[str]:
    """Give every question of the checklists once; a birthday is always known."""
    asked = [question.id for checklist in table.checklists.values() for question in checklist.questions]
    return list(dict.fromkeys(["birth_date", *asked]))


def _answers(table: Institution, born: date, name: str, chance: Random) -> Iterator[str]:
    kinds = {each.id: each.kind for one in table.checklists.values() for each in one.questions}
    for question in _questions(table):
        if question == "birth_date":
            yield born.isoformat()
        elif question in ANSWERS:
            yield ANSWERS[question](name, chance)
        else:
            yield _answer(kinds[question], born, chance)


def _answer(kind: str, born: date, chance: Random) -> str:
    match kind:
        case "date":
            return _day(chance, born.year + 18, born.year + 20).isoformat()
        case "digits":
            return f"{chance.randint(1000, 9999)}"
        case "choice":
            return chance.choice(MONTHS)
    return chance.choice(CITIES)


def _products(table: Institution, born: date, chance: Random) -> Iterator[DemoProduct]:
    """Give two products of those about which the institution asks."""
    kinds = sorted(table.questions.products) if table.questions else []
    for kind in chance.sample(kinds, min(2, len(kinds))):
        opened = _day(chance, min(max(born.year + 18, 2008), 2024), 2025)
        instalment = chance.randint(15, 140) * 10_000 if "credit" in kind or "mortgage" in kind else 0
        digits = f"{chance.randint(0, 9999):04}"
        yield DemoProduct(kind, digits, opened.isoformat(), chance.choice(CITIES), 0 if "card" in kind else instalment)


def invented_key(table: Institution, customer: DemoCustomer, chance: Random) -> str:
    """Give a key that the institution's own rules would take from this customer."""
    rules, policy = KeyRules(table.key, KeyHasher(["nothing is hashed here"])), table.key
    signs = "0123456789" if policy.characters == DIGITS else SIGNS
    born = date.fromisoformat(customer.answer_by_question["birth_date"])
    who = {"document": customer.document_number, "phones": (customer.mobile,), "birth_date": born}
    while True:
        key = "".join(chance.choices(signs, k=policy.shortest))
        if not rules.broken(key, **who):  # type: ignore[arg-type] # each under its own name
            return key


def _names(chance: Random) -> Iterator[str]:
    given = chance.sample(GIVEN, len(GIVEN))
    for name in given:
        first, second = chance.sample(SURNAMES, 2)
        yield f"{name} {first} {second}"


def _member(table: Institution, role: str, given: str, chance: Random) -> DemoStaff:
    user, surname = plain(given).split()[0], chance.choice(SURNAMES)
    password = f"{'-'.join(chance.sample(WORDS, 2))}-{chance.randint(1000, 9999)}-{chance.choice(WORDS)}"
    factor = "".join(chance.choices(BASE32, k=TOTP_LETTERS))
    return DemoStaff(user, f"{given} {surname}", role, password, factor, client_of(table.id, user))
