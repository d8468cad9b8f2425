"""Calls that play by themselves on the local telephone: one for each procedure, by a demo customer whom it suits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from ivr.institutions import Institution
from ivr.menus.questions import document_type
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.guide import Demo
from ivr.stores.demo.recipe import invented_key

YES = "1"
CODE = "{sms}"  # the telephone puts the code of the latest message here
NEW_KEYS = ("7294", "5083", "9361", "6175", "8409", "3852", "9037", "4916", "2759", "6308", "1746", "8532")
"""What is chosen from: a call may be played again, and a customer's last keys are not taken again."""
SHORT = 4
"""Digits of the keys in NEW_KEYS."""
NEW_KEY = "{new:" + "|".join(NEW_KEYS) + "}"
HEARD = {
    "quedó sin terminar": "2",
    "Su clave ya está activa": "1",
    "la clave no puede ser una que ya usó": "again",
    "no coincide con la actual": "again",
    "su clave nueva ya funciona": "kept",
    "su clave quedó activa": "kept",
}
"""What a call that was played before, or broke off, has the line say besides, and what is done about it.

Keys are pressed; `again` chooses another key, and `kept` notes that the customer has the chosen one from now on.
"""
CASES = {
    "restore": "olvidó su clave",
    "activate": "aún no tiene clave",
    "change": "conoce su clave y quiere otra",
}
"""Which demo customer, by their note, calls for which procedure."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A call: its title in Spanish, who calls (E.164), and what they press each time that the line waits for keys.

    `heard` is what is done, besides, when the line says these words: see HEARD.
    """

    title: str
    caller: str
    keys: tuple[str, ...]
    heard: Mapping[str, str] = field(default_factory=lambda: dict(HEARD))


def scenarios(table: Institution, customers: tuple[DemoCustomer, ...]) -> Iterator[Scenario]:
    """Give a call for each procedure that the menus offer, each by another customer; an agent is needed on the way.

    There is none where a keypad cannot type the key.
    """
    by_note = {customer.note: customer for customer in customers if "phone" in table.key.channels}
    for procedure, note in CASES.items():
        path = way(table, table.first_menu, procedure)
        if path and note in by_note:
            yield _call(table, procedure, path, by_note[note])


def _call(table: Institution, procedure: str, path: tuple[str, ...], customer: DemoCustomer) -> Scenario:
    title = f"{customer.name}: {table.procedures[procedure].label.lower()}"
    keys = (*path, *identified(table, customer), *set_key(table, procedure, customer))
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


def set_key(table: Institution, procedure: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed once an agent sends the caller to the keypad: code, present key when it changes, new key."""
    end = key_end(table)
    yield CODE
    if procedure == "change":
        yield f"{{key:{customer.key}}}{end}"
    yield from [f"{new_key(table, customer)}{end}"] * 2


def key_end(table: Institution) -> str:
    """Give what ends a key on a keypad: nothing where all have one length."""
    return "" if table.key.shortest == table.key.longest else "#"


def new_key(table: Institution, customer: DemoCustomer) -> str:
    """Give the keys from which the telephone chooses, of the length that the institution wants."""
    if table.key.shortest == SHORT:
        return NEW_KEY
    chance = Random(customer.document)
    return "{new:" + "|".join(invented_key(table, customer, chance) for _ in NEW_KEYS) + "}"


def shown_first(tables: Mapping[str, Institution], demo: Demo) -> list[str]:
    """Give the institutions that have a demo, by their id, the one with the most prepared calls first."""
    prepared = {name: len([*scenarios(tables[name], each.customers)]) for name, each in demo.institutions.items()}
    return sorted(prepared, key=lambda name: (-prepared[name], name))
