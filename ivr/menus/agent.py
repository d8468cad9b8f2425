"""Lead the caller to an agent, and say what they hear when that ends otherwise than at the keypad."""

from ivr.dialog import Caller, script
from ivr.errors import (
    AgentFinished,
    AgentLost,
    CallBackAsked,
    HandoffEnded,
    NotConfirmed,
    QueueClosed,
    QueueFailed,
    QueueFull,
    QueueLeft,
)
from ivr.institutions import Institution
from ivr.menus.call_back import agree_call_back
from ivr.values import AgentOnCall, Customer

WORDS: dict[type[HandoffEnded], str] = {
    NotConfirmed: "not_confirmed",
    AgentFinished: "agent_finished",
    QueueFull: "queue_full",
    QueueFailed: "queue_failed",
    QueueLeft: "queue_left",
    CallBackAsked: "queue_left",
}
CLOSED = {"staff": "queue_closed_staff", "closed": "queue_closed_now"}
"""By the detail of QueueClosed; any other one says when it opens."""


async def to_agent(
    caller: Caller, queue: str, about: Customer | None = None, words: tuple[str, ...] = ("to_agent", "agent_needs")
) -> AgentOnCall:
    """Transfer the caller; when the agent's line breaks, the next agent takes them before all others."""
    return await first_agent(caller, queue, about, words, front=False)


async def next_agent(caller: Caller, queue: str, about: Customer | None) -> AgentOnCall:
    """Say that the agent's line broke, and wait before all others for the next one, as often as it takes."""
    await caller.say("agent_lost")
    return await first_agent(caller, queue, about, (), front=True)


async def first_agent(
    caller: Caller, queue: str, about: Customer | None, words: tuple[str, ...], *, front: bool
) -> AgentOnCall:
    """Wait until an agent sends the caller to the keypad; who asks for a call-back may still wait on in their place."""
    while True:
        try:
            return await caller.transfer(queue, about=about, front=front, words=words)
        except AgentLost:
            await caller.say("agent_lost")
            front = True
        except CallBackAsked:
            await agree_call_back(caller, queue)
        words = ()


async def back_to_agent(caller: Caller, agent: AgentOnCall, queue: str, about: Customer) -> AgentOnCall:
    """Lead the caller back to their agent, or to the next one if that agent is gone."""
    try:
        return await caller.return_to(agent, queue)
    except AgentLost:
        return await next_agent(caller, queue, about)


async def say_how_it_ended(caller: Caller, end: HandoffEnded, *, answers: bool = True) -> None:
    """Tell the caller why there is no agent (any more); a closed line says when it opens.

    Farewell follows where nothing can be done without an agent, and for who does not answer the menu.
    """
    if isinstance(end, QueueClosed):
        await caller.say(CLOSED.get(end.detail, "queue_closed_hours"), opens=end.detail)
        if answers and is_of_use_alone(caller.institution):
            return await caller.say("menu_without_agent")
        await caller.say("goodbye")
        await caller.hang_up()
    return await caller.say(WORDS[type(end)])


def is_of_use_alone(institution: Institution) -> bool:
    """Say whether the first menu offers what callers do by themselves, at any hour."""
    offered = (option.procedure for option in institution.menus[institution.first_menu].options if option.procedure)
    return any(not institution.procedures[name].agent for name in offered)


@script
async def help_from_agent(caller: Caller, queue: str) -> None:
    """Give the caller an agent; there is nothing to type afterwards, so it always ends in a HandoffEnded."""
    await to_agent(caller, queue, words=("to_agent",))
    raise AgentFinished
