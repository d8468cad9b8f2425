"""Change a key: the customer knows the current one and types it before the new one."""

from ivr.dialog import Caller, script
from ivr.menus.identify import identify
from ivr.menus.secure import confirm_current_key, set_key_with
from ivr.ports import Keys
from ivr.values import Customer


@script
async def change(caller: Caller) -> None:
    """Replace a key that works."""
    customer = await identify(caller)
    await set_key_with(caller, caller.institution.procedures["change"], customer, knows_current, "key_changed")


async def knows_current(caller: Caller, customer: Customer) -> bool:
    """Have the current key typed; who has none yet goes straight to the first one."""
    if await caller.do(Keys.state, customer) == "none":
        await caller.say("no_key_yet")
    else:
        await confirm_current_key(caller, customer)
    return True
