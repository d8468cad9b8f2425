"""Calls that play by themselves on the local telephone: one for each procedure, by a demo customer whom it suits."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.institutions import Institution
from ivr.menus.questions import document_type
from ivr.stores.demo_customers import DemoCustomer

YES = "1"
CODE = "{sms}"  # the telephone puts the code of the latest message here
NEW_KEY = "7294"
CASES = {
    "restore": "olvidó su clave",
    "activate": "aún no tiene clave",
    "change": "conoce su clave y quiere otra",
}
"""Which demo customer, by their note, calls for which procedure."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A call: its title in Spanish, who calls (E.164), and what they press each time that the line waits for keys."""

    title: str
    caller: str
    keys: tuple[str, ...]


def scenarios(table: Institution, customers: tuple[DemoCustomer, ...]) -> Iterator[Scenario]:
    """Give a call for each procedure that the menus offer, each by another customer; an agent is needed on the way."""
    by_note = {customer.note: customer for customer in customers}
    for procedure, note in CASES.items():
        path = way(table, table.first_menu, procedure)
        if path and note in by_note:
            yield _call(table, procedure, path, by_note[note])


def _call(table: Institution, procedure: str, path: tuple[str, ...], customer: DemoCustomer) -> Scenario:
    title = f"{customer.name}: {table.procedures[procedure].label.lower()}"
    keys = (*path, *identified(table, customer), *set_key(procedure, customer))
    return Scenario(title, customer.mobile, keys)


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
