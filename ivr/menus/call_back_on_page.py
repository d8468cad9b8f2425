"""The end of a page where an agent has to go on: whom to call, or that we call."""

from ivr.dialog import Caller
from ivr.errors import CallBackRefused, CallerWish, LimitReached, TriesExhausted, Unavailable
from ivr.menus.admission import asked_of_a_person
from ivr.menus.call_back import grouped
from ivr.menus.questions import confirmation, telephone_number
from ivr.page_ports import PageCallBacks

READINGS = 3


async def call_us_or_we_call(caller: Caller, queue: str, procedure: str) -> None:
    """Say whom to call; where we may call too, ask for a number. Nobody proved anything here, known or unknown."""
    try:
        opens = await caller.do(PageCallBacks.offered, queue)
    except (CallBackRefused, Unavailable):
        await caller.say("call_us")
        return
    await caller.say("call_us")
    if opens:
        await caller.say("call_back_later", opens=opens)
    else:
        await we_call(caller, queue, procedure)


async def we_call(caller: Caller, queue: str, procedure: str) -> None:
    """Agree on a call; whatever is in the way, the visitor reads the same."""
    try:
        number = await number_to_call(caller)
        await caller.do(PageCallBacks.ask, queue, procedure, number)
    except (CallBackRefused, LimitReached, CallerWish, Unavailable):
        await caller.say("call_back_not_here")
        return
    await caller.say("call_back_on_its_way", telephone=grouped(number))
    await caller.say("call_back_how")
    await caller.say("call_back_safe")


async def number_to_call(caller: Caller) -> str:
    """Give the ten digits that the visitor typed, once they said that they are right; we know none, and show none.

    Raises TriesExhausted.
    """
    for _ in range(READINGS):
        (number,) = await asked_of_a_person(caller, telephone_number("call_back_number"))
        await caller.say("call_back_how")
        await caller.say("call_back_safe")
        if await caller.ask(confirmation("call_back_confirm", telephone=grouped(number))):
            return str(number)
    raise TriesExhausted("call_back_confirm")
