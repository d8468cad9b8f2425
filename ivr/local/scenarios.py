"""Calls that play by themselves on the local telephone: one for each procedure, by a demo customer whom it suits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from ivr.admission import NOTHING
from ivr.institutions import Institution
from ivr.menus.questions import document_type
from ivr.prompts.spoken import DIGITS
from ivr.stores.bank.product_questions import pesos
from ivr.stores.bank.users import keys_of
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

Keys are pressed, `spoken` presses the digits that were said; `again` chooses another key, `kept` notes that the caller
has the chosen one from now on, and then the call is done, as with `done`.
"""
NOTES = {
    "restore": "olvidó su clave",
    "activate": "aún no tiene clave",
    "change": "conoce su clave y quiere otra",
    "recover": "olvidó su clave",
    "regain": "olvidó su clave",
    "sent_key": "olvidó su clave",
    "reset": "olvidó su c",
}
"""How the note begins of the demo customer who calls for a procedure."""
HEARD_ROUND = "{heard}"
"""A round in which only what the line says tells what to press."""
PAGE = "{page}"
"""Begins the round in which the link of an e-mail is followed, and the key behind it typed on its page."""
BY_MESSAGE = "1"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A call: its title in Spanish, who calls (E.164), and what they press each time that the line waits for keys.

    `heard` is what is done, besides, when the line says these words: see HEARD. `email` is where links arrive.
    """

    title: str
    caller: str
    keys: tuple[str, ...]
    heard: Mapping[str, str] = field(default_factory=lambda: dict(HEARD))
    email: str = ""


def scenarios(table: Institution, customers: tuple[DemoCustomer, ...]) -> Iterator[Scenario]:
    """Give a call for each procedure that the menus offer and that can be prepared, by a customer whom it suits.

    Where the procedure asks for an agent, one is needed on the way.
    """
    for procedure in NOTES:
        path = way(table, table.first_menu, procedure)
        suited = next((one for one in customers if suits(table, procedure, one)), None)
        if path and suited:
            yield _call(table, procedure, path, suited)


def suits(table: Institution, procedure: str, customer: DemoCustomer) -> bool:
    """Say whether a customer may call for a procedure: what was typed for them is always right.

    Of who has one product every answer is known by its words alone.
    """
    if procedure == "regain" and (len(customer.products) != 1 or (customer.email and table.code.by != "sms")):
        return False
    if procedure == "reset" and (customer.user is None or not customer.email):
        return False
    return customer.note.startswith(NOTES[procedure]) and bool(customer.mobile)


def _call(table: Institution, procedure: str, path: tuple[str, ...], customer: DemoCustomer) -> Scenario:
    title = f"{customer.name}: {table.procedures[procedure].label.lower()}"
    keys = (*path, *PLAYED.get(procedure, set_with_agent)(table, procedure, customer))
    return Scenario(title, customer.mobile, keys, HEARD | listened(table, procedure, customer), customer.email)


def set_with_agent(table: Institution, procedure: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed for a procedure in which an agent sends the code."""
    yield from identified(table, customer)
    yield from set_key(table, procedure, customer)


def regained(table: Institution, procedure: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed for a key behind questions on the customer's own products."""
    code, *new_keys = set_key(table, procedure, customer)
    questions = [HEARD_ROUND] * (table.questions.count if table.questions else 0)
    yield from (*identified(table, customer), YES, code, *questions, *new_keys)


def recovered(table: Institution, _: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed for a temporary key of one's own choice."""
    admission = table.admission
    yield from [YES] if admission.terms else []
    yield from (*identified(table, customer), *[f"{new_key(table, customer)}{key_end(table)}"] * 2)
    yield from [HEARD_ROUND] if admission.phone != NOTHING else []
    yield CODE


def sent(table: Institution, _: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what is pressed for a temporary key that comes by text message."""
    yield from (*identified(table, customer), BY_MESSAGE)


def reset(table: Institution, _: str, customer: DemoCustomer) -> Iterator[str]:
    """Give what a company's user presses, and the key for the page that their link opens."""
    if customer.user is not None:
        yield from (f"{customer.user.company.split()[1]}#", YES, f"{keys_of(customer.user.name)}#")
    yield f"{PAGE}{new_key(table, customer)}"


PLAYED = {"regain": regained, "recover": recovered, "sent_key": sent, "reset": reset}
"""What is pressed after the menu, where it is not the same as with an agent."""


def listened(table: Institution, procedure: str, customer: DemoCustomer) -> dict[str, str]:
    """Give the sentences by which a procedure says what to press, or that it is done."""
    match procedure:
        case "regain":
            places = range(1, table.questions.options + 1 if table.questions else 1)
            return {f"Para {fact}, marque {DIGITS[at]}": str(at) for fact in facts(table, customer) for at in places}
        case "recover":
            return {"estas tres cifras": "spoken", "su clave temporal ya funciona": "kept"}
        case "sent_key":
            return {"le llega una clave temporal": "done"}
        case "reset":
            return {"quedó lista": "kept"}
    return {}


def facts(table: Institution, customer: DemoCustomer) -> Iterator[str]:
    """Give what is true of the customer's products, in the words in which the line offers it."""
    kinds = table.questions.products if table.questions else {}
    for one in customer.products:
        yield from (one.opened[:4], one.office, " ".join(one.last_four), kinds[one.kind])
        if one.instalment:
            yield pesos(one.instalment)


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
