"""A temporary key of the customer's own choice: typed twice, and placed once a code has proven whose it is."""

from ivr.dialog import Caller, Question, script
from ivr.errors import KeyRefused, TriesExhausted
from ivr.menus.questions import key_question
from ivr.menus.refused import say_refused
from ivr.proof_ports import TemporaryKeys
from ivr.values import Customer, Sealed

TYPINGS = 4
"""How often two that differ, or one that is refused, may be typed before a person helps."""


def temporary_pair(caller: Caller) -> tuple[Question[Sealed], Question[Sealed]]:
    """Ask for a temporary key, and for the same again."""
    first, again = (
        key_question(name, caller.institution.key, "temporary_key" + name.removeprefix("new_key"))
        for name in ("new_key", "new_key_again")
    )
    return first, again


@script
async def typed_twice_alike(caller: Caller) -> Sealed:
    """Give a key that was typed twice alike; two that differ are refused. Raises TriesExhausted."""
    for _ in range(TYPINGS):
        key, again = await caller.ask_together(*temporary_pair(caller))
        if key.matches(again):
            return key
        await caller.say("keys_differ")
    raise TriesExhausted("new_key")


@script
async def place_temporary_key(caller: Caller, customer: Customer, typed: Sealed | None) -> None:
    """Set the temporary key; where it is refused, or none was typed yet, another one is. Raises TriesExhausted."""
    for attempt in range(TYPINGS):
        key = typed or await typed_twice_alike(caller)
        try:
            await caller.do(TemporaryKeys.place, customer, key)
        except KeyRefused as refused:
            await say_refused(caller, refused, whole=attempt > 0)
            typed = None
        else:
            return
    raise TriesExhausted("new_key")
