"""Recover a key: the customer types a temporary one and proves the phone with a code; it serves for some hours."""

from dataclasses import replace
from functools import partial

from ivr.dialog import Caller, script
from ivr.errors import AgentWanted, TriesExhausted
from ivr.menus.admission import accepts_terms, asked_of_a_person, show_a_person
from ivr.menus.identify import by_keypad, identified
from ivr.menus.questions import fits
from ivr.menus.restore import at_once
from ivr.menus.secure import set_key_with
from ivr.menus.temporary_key import TYPINGS, place_temporary_key, temporary_pair, typed_twice_alike
from ivr.menus.written import plain, written_number, written_type
from ivr.proof_ports import Terms
from ivr.values import Customer, Document, Sealed


@script
async def recover(caller: Caller) -> None:
    """Give a temporary key to a customer who forgot theirs, or whose key is blocked."""
    procedure = caller.procedures["recover"]
    if not await accepts_terms(caller):
        return
    customer: Customer | None
    key: Sealed | None = None
    if caller.on_page:
        customer, key = await typed_on_page(caller)
    elif customer := await by_keypad(caller, procedure):
        try:
            key = await typed_by_keypad(caller, customer)
        except (AgentWanted, TriesExhausted):  # a person helps, and sends the code
            procedure = replace(procedure, agent=True)
    place = partial(place_temporary_key, typed=key)
    await set_key_with(caller, procedure, customer, at_once, "temporary_key_set", choose=place)


@script
async def typed_on_page(caller: Caller) -> tuple[Customer, Sealed]:
    """Give whom a document names and the temporary key, which a person typed twice, in one form.

    Nothing is looked up before the two are alike. Raises OnlyByTelephone, TriesExhausted.
    """
    table = caller.institution
    for _ in range(TYPINGS):
        asked = written_type(table), written_number(table), *temporary_pair(caller)
        kind, number, key, again = await asked_of_a_person(caller, *asked)
        if not fits(table.document(kind), plain(number)):
            await caller.say("document_does_not_fit")
        elif not key.matches(again):
            await caller.say("keys_differ")
        else:
            customer = await identified(caller, Document(kind, plain(number)))
            await accepted(caller, customer)
            return customer, key
    raise TriesExhausted("new_key")


@script
async def typed_by_keypad(caller: Caller, customer: Customer) -> Sealed:
    """Give the temporary key that a person typed twice. Raises AgentWanted, TriesExhausted."""
    await accepted(caller, customer)
    key = await typed_twice_alike(caller)
    await show_a_person(caller)
    return key


async def accepted(caller: Caller, customer: Customer) -> None:
    """Note that the terms were accepted, where there are any."""
    if version := caller.institution.admission.terms:
        await caller.do(Terms.accept, customer, version)
