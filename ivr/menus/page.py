"""A visit of a page: one procedure, and at its end what was done, or how an agent goes on with it."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from ivr.dialog import Caller, Step
from ivr.errors import CallerWish, HandoffEnded, PageLeft, Unavailable
from ivr.menus.activate import activate
from ivr.menus.call_back_on_page import call_us_or_we_call
from ivr.menus.change import change
from ivr.menus.enter import enter
from ivr.menus.office_code import office_code
from ivr.menus.private_zone import private_zone
from ivr.menus.recover import recover
from ivr.menus.regain import regain
from ivr.menus.reset import reset
from ivr.menus.sent_key import sent_key

ON_PAGES: dict[str, Callable[[Caller], Step[None]]] = {
    "activate": activate,
    "change": change,
    "recover": recover,
    "sent_key": sent_key,
    "private_zone": private_zone,
    "enter": enter,
    "office_code": office_code,
    "regain": regain,
    "reset": reset,
}


async def visit(caller: Caller, procedure: str) -> None:
    """Do a procedure on the page; what cannot be finished there ends with whom to call, or with a call of ours."""
    if await needs_agent(caller, procedure):
        await call_us_or_we_call(caller, caller.procedures[procedure].queue, procedure)
    await caller.hang_up()


async def needs_agent(caller: Caller, procedure: str) -> bool:
    """Do a procedure on the page, and say whether only an agent can go on with it."""
    try:
        await ON_PAGES[procedure](caller)
    except (HandoffEnded, CallerWish, PageLeft):
        return True
    except Unavailable:
        await caller.say("unavailable")
    return False


def visits() -> dict[str, Callable[[Caller], Coroutine[Any, Any, None]]]:
    """Give the script of each procedure that a page can play."""
    return {name: partial(visit, procedure=name) for name in ON_PAGES}
