"""The line itself: welcome, menus from the table, and the procedure that the caller chose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from ivr.dialog import Caller, Step
from ivr.errors import AgentWanted, HandoffEnded, TriesExhausted, Unavailable
from ivr.institutions import Institution, MenuOption
from ivr.menus.activate import activate
from ivr.menus.agent import help_from_agent, say_how_it_ended
from ivr.menus.call_back import greet
from ivr.menus.change import change
from ivr.menus.enter import enter
from ivr.menus.office_code import office_code
from ivr.menus.questions import confirmation, menu_choice
from ivr.menus.recover import recover
from ivr.menus.regain import regain
from ivr.menus.reset import reset
from ivr.menus.restore import restore
from ivr.menus.sent_key import sent_key
from ivr.ports import Announcements, Unfinished

PROCEDURES: dict[str, Callable[[Caller], Step[None]]] = {
    "activate": activate,
    "change": change,
    "restore": restore,
    "recover": recover,
    "sent_key": sent_key,
    "enter": enter,
    "office_code": office_code,
    "regain": regain,
    "reset": reset,
}


async def answer_call(caller: Caller) -> None:
    """Answer a call: until the caller hangs up, whatever ends leads back to the menu, and 0 to an agent."""
    await caller.say("welcome")
    await announced(caller)
    await serve(caller, await left_open(caller))


async def call_back(caller: Caller) -> None:
    """Call a customer back: once they have pressed the key, they go on as they would have, first in the queue."""
    asked = await greet(caller)
    if asked.procedure in caller.institution.procedures:
        await serve(caller, MenuOption("", "", procedure=asked.procedure))
    else:
        await serve(caller, MenuOption("", "", queue=asked.queue))


async def serve(caller: Caller, option: MenuOption | None) -> NoReturn:
    """Do what the caller wants, beginning with `option`; whatever ends leads back to the menu."""
    keys = UniversalKeys(caller)
    while True:
        try:
            await follow(caller, option or await choice(caller, keys))
        except AgentWanted:
            await helped(caller)
        except TriesExhausted:
            await helped(caller, answers=False)
        except HandoffEnded as end:
            await say_how_it_ended(caller, end)
        except Unavailable:
            await caller.say("unavailable")
            await helped(caller)
        option = None


async def announced(caller: Caller) -> None:
    """Say what a supervisor has put before the menu; asked for once in a call, and never a reason to fail."""
    try:
        prompt, _, text = (await caller.do(Announcements.current)).partition(":")
    except Unavailable:
        return
    if text:
        await caller.say(prompt, text=text)
    elif prompt:
        await caller.say(prompt)


async def left_open(caller: Caller) -> MenuOption | None:
    """Offer to go on with what this number came for a moment ago; identity is always checked again."""
    try:
        procedure = await caller.do(Unfinished.procedure)
        if procedure in caller.institution.procedures:
            label = caller.institution.procedures[procedure].label
            if await caller.ask(confirmation("welcome_back", procedure=label)):
                return MenuOption("", "", procedure=procedure)
    except AgentWanted:
        await helped(caller)
    except (TriesExhausted, Unavailable):
        return None
    return None


@dataclass
class UniversalKeys:
    """The sentence on the keys that mean the same everywhere: said once in a call, before what they help with."""

    caller: Caller
    told: bool = False

    async def tell(self) -> None:
        """Say them unless they were said."""
        if not self.told:
            await self.caller.say("universal_keys")
        self.told = True


async def choice(caller: Caller, keys: UniversalKeys) -> MenuOption:
    """Lead through the menus to an option that does something; who goes further than the first menu hears the keys."""
    menus = caller.institution.menus
    menu = menus[caller.institution.first_menu]
    while True:
        key = await caller.ask(menu_choice(menu))
        option = next(option for option in menu.options if option.key == key)
        if option.queue:
            return option
        await keys.tell()
        if option.procedure:
            return option
        menu = menus[option.menu]


async def follow(caller: Caller, option: MenuOption) -> None:
    """Do what an option of a menu stands for."""
    if option.procedure:
        await PROCEDURES[option.procedure](caller)
    else:
        await help_from_agent(caller, option.queue)


async def helped(caller: Caller, *, answers: bool = True) -> None:
    """Give the caller an agent; what ends that leads back to the menu, or to a farewell when nobody can come."""
    try:
        await help_from_agent(caller, queue_for_help(caller.institution))
    except HandoffEnded as end:
        await say_how_it_ended(caller, end, answers=answers)
    except Unavailable:
        await caller.say("unavailable")
        await caller.say("goodbye")
        await caller.hang_up()


def queue_for_help(institution: Institution) -> str:
    """Give the queue of the key 0: the one that a menu offers, or the table's first."""
    offered = (option.queue for menu in institution.menus.values() for option in menu.options if option.queue)
    return next(offered, next(iter(institution.queues)))
