"""Put a key of the customer's choice in the place of a temporary one, or of one they know; for any kind of key."""

from ivr.dialog import Caller, script
from ivr.errors import KeyRefused, KeyWrong, LimitReached, OnlyByTelephone, TriesExhausted
from ivr.key_policies import ACCESS
from ivr.menus.admission import asked_of_a_person
from ivr.menus.code_on_page import TOO_SOON, prove_code_on_page, say_limit
from ivr.menus.questions import keys_of_kind
from ivr.menus.refused import say_refused
from ivr.menus.secure import confirm_current_key, prove_code
from ivr.menus.sending import send_code
from ivr.menus.temporary_key import TYPINGS
from ivr.ports import Keys
from ivr.values import Customer, Sealed


@script
async def set_definitive_key(caller: Caller, customer: Customer, kind: str) -> None:
    """Have a key of this kind chosen and set; where the table asks for a code besides, a person asks for it first.

    Raises KeyExpired, LimitReached, CodeRefused, NoMobile, OnlyByTelephone, TriesExhausted.
    """
    state = await caller.do(Keys.state, customer, kind)
    known, guarded = state != "none", needs_code(caller, kind, state)
    proven = False
    for attempt in range(TYPINGS):
        key = await chosen(caller, customer, kind, known=known, guarded=guarded and not proven)
        try:
            if guarded and not proven:
                await prove_the_phone(caller, customer)
                known, proven = False, True
            await caller.do(Keys.replace, customer, key, kind)
        except KeyRefused as refused:
            await say_refused(caller, refused, whole=attempt > 0)
        else:
            return
    raise TriesExhausted("new_key")


def needs_code(caller: Caller, kind: str, state: str) -> bool:
    """Say whether a code is needed: for a temporary key where the table says so, for any other always."""
    temporary = caller.institution.keys[kind].temporary
    return state != "temporary" or (temporary is not None and temporary.code)


async def chosen(caller: Caller, customer: Customer, kind: str, *, known: bool, guarded: bool) -> Sealed:
    """Give a key that was typed twice alike after the current one, if that is `known`; on a page in one form."""
    current, *pair = keys_of_kind(caller.institution, kind)
    if known and not caller.on_page and kind != ACCESS:
        await confirm_current_key(caller, customer, kind)
    asked = [current, *pair] if known and caller.on_page else pair
    for _ in range(TYPINGS):
        *typed, key, again = await (asked_of_a_person(caller, *asked) if guarded else caller.ask_together(*asked))
        if typed and not await is_current(caller, customer, typed[0], kind):
            continue
        if key.matches(again):
            return key
        await caller.say("keys_differ")
    raise TriesExhausted("new_key")


async def is_current(caller: Caller, customer: Customer, typed: Sealed, kind: str) -> bool:
    """Say whether the current key was typed; a wrong one is told. Raises KeyExpired, LimitReached."""
    try:
        await caller.do(Keys.confirm, customer, typed, kind)
    except KeyWrong:
        await caller.say("key_wrong")
        return False
    return True


async def prove_the_phone(caller: Caller, customer: Customer) -> None:
    """Send a code and have it typed; one that was sent a moment ago is waited for. Raises LimitReached, CodeRefused."""
    if not caller.on_page:
        await send_code(caller, customer)
        await prove_code(caller, customer)
        return
    try:
        await send_code(caller, customer)
    except LimitReached as limit:
        why, _, seconds = limit.detail.partition(" ")
        if why != TOO_SOON:
            await say_limit(caller, limit)
            raise OnlyByTelephone from None
        await caller.say("code_comes_soon", seconds=int(seconds))
    await prove_code_on_page(caller, customer)
