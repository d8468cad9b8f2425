"""Regain a key: a link and a code reach who is registered, and only they can answer questions on their own products."""

from dataclasses import replace

from ivr.dialog import Caller, Question, script
from ivr.errors import (
    AgentWanted,
    AnswersWrong,
    CodeRefused,
    Journaled,
    LimitReached,
    NoMobile,
    NoProducts,
    TriesExhausted,
)
from ivr.menus.identify import by_keypad
from ivr.menus.linked import by_link
from ivr.menus.own_products import answer_questions
from ivr.menus.questions import confirmation
from ivr.menus.restore import at_once
from ivr.menus.secure import choose_key, prove_code, set_key_with
from ivr.menus.sending import send_code
from ivr.ports import Codes
from ivr.proof_ports import Contacts
from ivr.values import Customer

TROUBLE: dict[type[Journaled], str] = {
    AgentWanted: "",
    TriesExhausted: "",
    LimitReached: "limit_reached",
    NoMobile: "no_mobile",
    NoProducts: "no_products",
    AnswersWrong: "answers_wrong",
}
"""What leads to an agent, and what is said on the way (nothing where the caller asked for it)."""


@script
async def regain(caller: Caller) -> None:
    """Give a new key to a customer who forgot theirs, or whose key is blocked."""
    procedure = caller.procedures["regain"]
    customer = await by_link(caller) if caller.on_page else await by_keypad(caller, procedure)
    if customer is None or not await alone(caller, customer):
        await set_key_with(caller, replace(procedure, agent=True), customer, at_once, "key_changed")


@script
async def alone(caller: Caller, customer: Customer) -> bool:
    """Have the customer go on alone; say False where an agent has to help."""
    try:
        await contacts_are_right(caller, customer)
        await code_sent(caller, customer)
        await prove_code(caller, customer)
        await answer_questions(caller, customer)
        await choose_key(caller, customer)
    except CodeRefused:  # it is over in two minutes, and the procedure with it
        await caller.say("code_over")
    except tuple(TROUBLE) as trouble:
        if words := TROUBLE[type(trouble)]:
            await caller.say(words)
        return False
    else:
        await caller.say("key_changed")
    return True


async def contacts_are_right(caller: Caller, customer: Customer) -> None:
    """Have the registered contacts confirmed; where one is wrong, only an agent or an office helps.

    A page shows them masked, behind the link. By telephone nothing is proven yet: everybody hears the same question.
    Raises AgentWanted; on a page NoMobile when there is none at all.
    """
    question = await masked(caller, customer) if caller.on_page else confirmation("contacts_still_right")
    if not await caller.ask(question):
        await caller.say("contacts_differ")
        raise AgentWanted


async def masked(caller: Caller, customer: Customer) -> Question[bool]:
    """Ask whether the contacts are right, naming each as far as it may be shown. Raises NoMobile."""
    masks = await caller.do(Contacts.masks, customer)
    if not (masks.mobile or masks.email):
        raise NoMobile
    which = "contacts" if masks.mobile and masks.email else "mobile" if masks.mobile else "email"
    return confirmation(f"{which}_right", last=masks.mobile[-4:], email=masks.email)


async def code_sent(caller: Caller, customer: Customer) -> None:
    """Send the code; by telephone in the same words wherever it went, and if it went nowhere. Raises LimitReached.

    On a page, behind the link, raises NoMobile as well.
    """
    if caller.on_page:
        return await send_code(caller, customer)
    await caller.do(Codes.send_unnamed, customer)
    return await caller.say("code_on_its_way")
