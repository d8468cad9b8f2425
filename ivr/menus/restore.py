"""Restore a key: an agent checks who is calling, a code proves the phone, the caller chooses the key."""

from ivr.dialog import Caller, script
from ivr.menus.identify import by_keypad
from ivr.menus.secure import set_key_with
from ivr.values import Customer


@script
async def restore(caller: Caller) -> None:
    """Give a new key to a customer who forgot theirs, or whose key is blocked."""
    procedure = caller.institution.procedures["restore"]
    customer = await by_keypad(caller, procedure)
    await set_key_with(caller, procedure, customer, at_once, "key_changed")


async def at_once(_caller: Caller, _customer: Customer) -> None:
    """Go to the new key without a further question."""
