"""Calls that play by themselves on the local telephone: one for each procedure, by a demo customer whom it suits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ivr.institutions import Institution
from ivr.menus.questions import document_type
from ivr.stores.demo_customers import DemoCustomer

YES = "1"
CODE = "{sms}"  # the telephone puts the code of the latest message here
NEW_KEY = "7294"
Suits = Callable[[DemoCustomer], bool]

CASES: tuple[tuple[str, str, Suits], ...] = (
    ("restore", "olvidó su clave", lambda customer: bool(customer.key)),
    ("activate", "aún no tiene clave", lambda customer: not customer.key),
    ("change", "quiere otra clave", lambda customer: bool(customer.key) and not customer.blocked),
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A call: its title in Spanish, who calls (E.164), and what they press each time that the line waits for keys."""

    title: str
    caller: str
    keys: tuple[str, ...]


def scenarios(table: Institution, customers: tuple[DemoCustomer, ...]) -> Iterator[Scenario]:
    """Give a call for each procedure that the menus offer, each by another customer; an agent is needed on the way."""
    callers = [customer for customer in customers if customer.mobile and customer.document_number.isdigit()]
    for procedure, title, suits in CASES:
        path = way(table, table.first_menu, procedure)
        customer = next(filter(suits, callers), None)
        if path and customer:
            callers.remove(customer)
            keys = (*path, *identified(table, customer), *set_key(procedure, customer))
            yield Scenario(f"{customer.name}, {title}", customer.mobile, keys)


def way(table: Institution, menu: str, procedure: str) -> tuple[str, ...]:
    """Give the keys from a menu to a procedure; none when the menu does not lead there."""
    for option in table.menus[menu].options:
        if option.procedure == procedure:
            return (option.key,)
        beyond = way(table, option.menu, procedure) if option.menu else ()
        if beyond:
            return (option.key, *beyond)
    return ()


def identified(table: Institution, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed to type a document, its type where several fit, and to confirm it."""
    number = customer.document_number
    yield f"{number}#"
    types = document_type(table, number).options
    if len(types) > 1:
        yield next(option.key for option in types if option.answer == customer.document_type)
    yield YES


def set_key(procedure: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed once an agent sends the caller to the keypad: code, present key when it changes, new key."""
    yield CODE
    if procedure == "change":
        yield customer.key
    yield from (NEW_KEY, NEW_KEY)
