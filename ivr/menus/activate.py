"""Activate a key: the first one of a customer who has none yet."""

from ivr.dialog import Caller, script
from ivr.errors import KeyKept
from ivr.menus.identify import who
from ivr.menus.questions import confirmation
from ivr.menus.secure import set_key_with
from ivr.ports import Keys
from ivr.values import Customer


@script
async def activate(caller: Caller) -> None:
    """Give a customer their first key."""
    procedure = caller.procedures["activate"]
    customer = await who(caller, procedure)
    await set_key_with(caller, procedure, customer, unless_active, "key_activated")


async def unless_active(caller: Caller, customer: Customer) -> None:
    """Ask whoever has a key already whether they want a new one instead; a page has none to give. Raises KeyKept."""
    if await caller.do(Keys.state, customer) == "none":
        return
    if caller.on_page:  # there the code is the only proof, which is too little to take the place of a key
        await caller.say("has_key")
        raise KeyKept
    if not await caller.ask(confirmation("already_active")):
        raise KeyKept
