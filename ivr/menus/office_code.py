"""Use a branch's code: the branch saw who the customer is, its code proves the phone, the customer chooses the key."""

from dataclasses import replace

from ivr.dialog import Caller, Question, script, secret
from ivr.errors import CallerWish, CodeRefused, TriesExhausted
from ivr.institutions import Institution
from ivr.menus.identify import who
from ivr.menus.restore import at_once
from ivr.menus.secure import TROUBLE, choose_key, set_key_with, words_for
from ivr.procedures import OFFICE_CODE
from ivr.proof_ports import OfficeCodes
from ivr.values import Customer, Sealed


@script
async def office_code(caller: Caller) -> None:
    """Have a key set with a branch's code; whoever has none that serves is helped by an agent, as by the other ways."""
    procedure = caller.procedures[OFFICE_CODE]
    customer = await who(caller, procedure)
    if customer is None or not await set_with_code(caller, customer):
        assisted = replace(procedure, agent=True)
        await set_key_with(caller, assisted, customer, at_once, "key_changed")


async def set_with_code(caller: Caller, customer: Customer) -> bool:
    """Prove the code and set the key; when that cannot be, say why, and False."""
    try:
        async with caller.capsule(None):
            await prove_office_code(caller, customer)
            await choose_key(caller, customer)
            await caller.say("key_changed")
    except TROUBLE as trouble:
        if not isinstance(trouble, CallerWish):  # what was refused was said already
            await caller.say(words_for(trouble))
        return False
    return True


@script
async def prove_office_code(caller: Caller, customer: Customer) -> bool:
    """Ask for the code as often as it may be tried; whatever is wrong sounds the same. Raises TriesExhausted."""
    for _ in range(caller.institution.code.tries):
        try:
            await caller.do(OfficeCodes.prove, customer, await caller.ask(typed_code(caller.institution)))
        except CodeRefused:
            await caller.say("office_code_refused")
        else:
            return True
    raise TriesExhausted("office_code")


def typed_code(institution: Institution) -> Question[Sealed]:
    """Ask for the code that came by SMS from a branch."""
    length = institution.code.length
    question = secret("office_code", "office_code", length, length, (("length", length),))
    return replace(question, accepts=str.isdigit)
