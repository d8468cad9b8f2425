"""Customers invented for one test: their digits and the keys that tests choose have nothing in common."""

import random
from dataclasses import replace

from ivr.institutions import Institution
from ivr.stores.demo.customers import QUESTIONS, DemoCustomer

HARMLESS = "0245"  # digits of documents and telephones; the keys below are made of the others
PREFIXES = ("00", "02", "04", "05", "20", "22", "50")  # after the 3 of a mobile; each is given out whole
KEY, NEW_KEY, OTHER_KEY, WRONG_KEY = "1683", "9617", "3819", "7136"
ANSWERS = "1987-05-17|2005-08-22|Gómez|7731|Barranquilla|febrero"

_drawn: set[str] = set()


def digits(count: int, before: str = "") -> str:
    """Give random digits after these; what was drawn once never comes again: no two people share a number by chance."""
    while (number := before + "".join(random.choices(HARMLESS, k=count))) in _drawn:
        pass
    _drawn.add(number)
    return number


def mobile() -> str:
    """Give a Colombian mobile."""
    return digits(7, f"+573{random.choice(PREFIXES)}")


def answering(table: Institution) -> dict[str, object]:
    """Give the fields of DemoCustomer with which somebody answers an institution's own checklists, each by its kind."""
    kinds = {each.id: each.kind for one in table.checklists.values() for each in one.questions}
    by_kind = {"date": "2005-08-22", "text": "Medellín", "digits": "7731", "choice": "febrero"}
    known = dict(zip(QUESTIONS, ANSWERS.split("|"), strict=True))
    questions = tuple(dict.fromkeys(("birth_date", *kinds)))
    return {"questions": questions, "answers": "|".join(known.get(each) or by_kind[kinds[each]] for each in questions)}


def somebody(**changes: object) -> DemoCustomer:
    """Give a new customer with a ten-digit document, a mobile and a key; `changes` are fields of DemoCustomer."""
    person = DemoCustomer("", "María Gómez", f"CC 10{digits(8)}", mobile(), KEY, ANSWERS)
    return replace(person, **changes)  # type: ignore[arg-type] # each test names its fields
