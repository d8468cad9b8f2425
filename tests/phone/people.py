"""Customers invented for one test: their digits and the keys that tests choose have nothing in common."""

import random
from dataclasses import replace

from ivr.stores.demo_customers import DemoCustomer

HARMLESS = "0245"  # digits of documents and telephones; the keys below are made of the others
KEY, NEW_KEY, OTHER_KEY, WRONG_KEY = "1683", "9617", "3819", "7136"
ANSWERS = "1987-05-17|2005-08-22|Gómez|7731|Barranquilla|febrero"


def digits(count: int) -> str:
    """Give random digits."""
    return "".join(random.choices(HARMLESS, k=count))


def mobile() -> str:
    """Give a Colombian mobile."""
    return f"+57320{digits(7)}"


def somebody(**changes: object) -> DemoCustomer:
    """Give a new customer with a ten-digit document, a mobile and a key; `changes` are fields of DemoCustomer."""
    person = DemoCustomer("", "María Gómez", f"CC 10{digits(8)}", mobile(), KEY, ANSWERS)
    return replace(person, **changes)  # type: ignore[arg-type] # each test names its fields
