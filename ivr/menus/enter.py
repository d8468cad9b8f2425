"""Come in with the access key: what is temporary is replaced, one kind of key after the other."""

from dataclasses import replace
from functools import partial

from ivr.dialog import Caller, Form, Kind, Option, Question, script
from ivr.errors import AgentWanted, CodeRefused, KeyExpired, LimitReached, NoMobile, TriesExhausted
from ivr.menus.admission import accepts_terms
from ivr.menus.definitive_key import set_definitive_key
from ivr.menus.identify import by_keypad
from ivr.menus.restore import at_once
from ivr.menus.secure import confirm_current_key, set_key_with, words_for
from ivr.menus.sign_in import sign_in
from ivr.menus.temporary_key import place_temporary_key
from ivr.ports import Keys
from ivr.values import Customer

LEAVE = "none"
RECOVER = "key_blocked"
"""The limit that a customer lifts without an agent, by recovering the key."""


@script
async def enter(caller: Caller) -> None:
    """Let a customer in, and have every temporary key replaced; who has none may choose which one to change."""
    procedure = caller.procedures["enter"]
    if not await accepts_terms(caller):
        return
    typed = None if caller.on_page else await by_keypad(caller, procedure)
    if not await alone(caller, typed):  # a key is recovered with an agent as without one
        assisted, place = replace(procedure, agent=True), partial(place_temporary_key, typed=None)
        await set_key_with(caller, assisted, typed, at_once, "temporary_key_set", choose=place)


@script
async def alone(caller: Caller, typed: Customer | None) -> bool:
    """Have the customer go on alone; say False where an agent has to help. A blocked or expired key is recovered."""
    try:
        customer = await come_in(caller, typed)
        for kind in await to_be_set(caller, customer):
            await set_definitive_key(caller, customer, kind)
            await caller.say("one_key_set", label=label(caller, kind))
        await caller.say("keys_ready")
    except (LimitReached, KeyExpired, CodeRefused, NoMobile) as trouble:
        await caller.say(words_for(trouble))
        return isinstance(trouble, KeyExpired) or trouble.detail == RECOVER
    except (AgentWanted, TriesExhausted):
        if caller.on_page:
            raise
        return False
    return True


async def come_in(caller: Caller, typed: Customer | None) -> Customer:
    """Give who showed that they know their key; `typed` is whom a caller's document names. Raises AgentWanted."""
    if caller.on_page:
        return await sign_in(caller)
    if typed is None:
        raise AgentWanted
    await confirm_current_key(caller, typed)
    return typed


async def to_be_set(caller: Caller, customer: Customer) -> tuple[str, ...]:
    """Give the kinds of keys that wait for a definitive one, in the table's order; else the one the customer wants."""
    kinds = caller.institution.keys
    if waiting := [kind for kind in kinds if await caller.do(Keys.state, customer, kind) != "active"]:
        await caller.say("keys_to_set")
        return tuple(waiting)
    kind = await caller.ask(which_key(caller))
    return () if kind == LEAVE else (kind,)


def which_key(caller: Caller) -> Question[str]:
    """Ask which key is to be changed, if any."""
    kinds = enumerate([*caller.institution.keys, LEAVE], 1)
    options = tuple(Option(str(key), kind, f"option_key_{kind}") for key, kind in kinds)
    return Question("which_key", "which_key", Kind.CHOICE, Form(1, 1), options)


def label(caller: Caller, kind: str) -> str:
    """Give how people call a kind of key."""
    return caller.institution.keys[kind].label
