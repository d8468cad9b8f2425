"""On a page the code is asked until it is right, and another one is sent to who waits for it in vain."""

from ivr.dialog import Caller, script
from ivr.errors import AnotherCodeWanted, CodeRefused, LimitReached
from ivr.menus.questions import security_code
from ivr.menus.sending import send_code
from ivr.ports import Codes
from ivr.values import Customer

ASKINGS = 12
"""How often one visit asks for a code: more than the limits of codes and failures allow."""
TOO_SOON = "too_soon"


@script
async def prove_code_on_page(caller: Caller, customer: Customer) -> bool:
    """Ask for the code until it is right. Raises LimitReached, CodeRefused when nothing came of it."""
    question = security_code(caller.institution, on_page=True)
    for _ in range(ASKINGS):
        try:
            await caller.do(Codes.prove, customer, await caller.ask(question))
        except AnotherCodeWanted:
            await send_another(caller, customer)
        except CodeRefused as refused:
            why, _, left = refused.detail.partition(" ")
            await (caller.say("code_wrong", left=int(left)) if why == "wrong" else caller.say(f"code_{why}"))
        else:
            return True
    raise CodeRefused("exhausted")


async def send_another(caller: Caller, customer: Customer) -> None:
    """Send another code, or say why not yet; the one before is void then, and its failures stay counted."""
    try:
        await send_code(caller, customer)
    except LimitReached as limit:
        await say_limit(caller, limit)


async def say_limit(caller: Caller, limit: LimitReached) -> None:
    """Say that no code is sent now, and when one is if that is soon."""
    why, _, seconds = limit.detail.partition(" ")
    if why == TOO_SOON:
        await caller.say("code_too_soon", seconds=int(seconds))
    else:
        await caller.say("no_more_codes")
