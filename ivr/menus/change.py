"""Change a key: the customer knows the current one and types it before the new one."""

from ivr.dialog import Caller, script
from ivr.errors import OnlyByTelephone
from ivr.menus.identify import who
from ivr.menus.secure import confirm_current_key, set_key_with
from ivr.ports import Keys
from ivr.values import Customer


@script
async def change(caller: Caller) -> None:
    """Replace a key that works."""
    procedure = caller.procedures["change"]
    customer = await who(caller, procedure)
    await set_key_with(caller, procedure, customer, knows_current, "key_changed")


async def knows_current(caller: Caller, customer: Customer) -> None:
    """Have the current key typed; who has none yet, or a blocked one, goes straight to a new one.

    A blocked key is restored on the same proofs: an agent checked who is calling, and a code proved the phone. On a
    page nobody checked: there the current key is the second proof. Raises OnlyByTelephone.
    """
    state = await caller.do(Keys.state, customer)
    if state == "active":
        await confirm_current_key(caller, customer)
    elif caller.on_page:
        await caller.say("no_key_to_change" if state == "none" else "blocked_key")
        raise OnlyByTelephone
    else:
        await caller.say("no_key_yet" if state == "none" else "key_is_blocked")
