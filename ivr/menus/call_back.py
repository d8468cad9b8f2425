"""Agree with a caller who waits that we call them back, and greet them when we do."""

from ivr.dialog import Caller
from ivr.errors import AgentWanted, CallBackRefused, LimitReached, TriesExhausted, Unavailable
from ivr.menus.questions import confirmation, telephone_number
from ivr.ports import CallBacks
from ivr.values import CalledBack

READINGS = 3


async def agree_call_back(caller: Caller, queue: str) -> None:
    """Ask where to call; say farewell once that is agreed, or come back here so that the caller waits on."""
    try:
        number = await number_to_call(caller)
        await caller.do(CallBacks.ask, queue, number)
    except (AgentWanted, TriesExhausted):
        await caller.say("call_back_not_asked")
        return
    except (CallBackRefused, LimitReached, Unavailable):
        await caller.say("call_back_refused")
        return
    await caller.say("call_back_agreed", telephone=grouped(number))
    await caller.say("goodbye")
    await caller.hang_up()


async def number_to_call(caller: Caller) -> str:
    """Give the ten digits of the caller's own number, or of another one, once they said that it is right."""
    own = await caller.do(CallBacks.number)
    is_right = own != "" and await caller.ask(confirmation("call_back_own", telephone=grouped(own)))
    if is_right:
        return own
    for _ in range(READINGS):
        number = await caller.ask(telephone_number("call_back_number"))
        if await caller.ask(confirmation("call_back_confirm", telephone=grouped(number))):
            return number
    raise TriesExhausted("call_back_confirm")


def grouped(number: str) -> str:
    """Give ten digits in the groups in which they are said."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


async def greet(caller: Caller) -> CalledBack:
    """Say who calls and why; only a person can press the key, so that no answering machine takes the place.

    Who the customer is, is asked again afterwards, like of anybody.
    """
    await caller.say("call_back_greeting")
    try:
        if not await caller.ask(confirmation("call_back_ready")):
            await caller.do(CallBacks.decline)
            await caller.say("call_back_declined")
            await caller.say("goodbye")
            await caller.hang_up()
    except AgentWanted:  # they are there, too
        return await place_at_front(caller)
    except TriesExhausted:
        await caller.say("call_back_nobody")
        await caller.hang_up()
    except Unavailable:
        await caller.say("goodbye")
        await caller.hang_up()
    return await place_at_front(caller)


async def place_at_front(caller: Caller) -> CalledBack:
    """Take the place that was kept; one that is gone leads to the menu's farewell, never to silence."""
    try:
        return await caller.do(CallBacks.accept)
    except (CallBackRefused, Unavailable):
        await caller.say("unavailable")
        await caller.say("goodbye")
        await caller.hang_up()
        raise
