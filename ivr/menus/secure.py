"""Out of the agent's hearing: the caller proves the phone with a code and sets a key."""

from collections.abc import Awaitable, Callable

from ivr.dialog import Caller, script
from ivr.errors import (
    AgentWanted,
    CapsuleFailed,
    CodeRefused,
    Journaled,
    KeyExpired,
    KeyKept,
    KeyRefused,
    KeyWrong,
    LimitReached,
    NoMobile,
    TakenBack,
    TriesExhausted,
    Unavailable,
)
from ivr.key_policies import ACCESS
from ivr.menus.agent import back_to_agent, to_agent
from ivr.menus.code_on_page import prove_code_on_page, say_limit
from ivr.menus.questions import keys_of_kind, security_code
from ivr.menus.refused import say_refused
from ivr.menus.sending import send_code
from ivr.ports import Codes, Handoffs, Keys
from ivr.procedures import Procedure
from ivr.values import AgentOnCall, Customer, Sealed

NEW_KEYS = 4
"""How many new keys may be refused before an agent helps."""

CALLERS_TROUBLE: dict[type[Journaled], str] = {
    TakenBack: "taken_back",
    AgentWanted: "back_to_agent",
    TriesExhausted: "back_to_agent",
    CapsuleFailed: "capsule_failed",
    LimitReached: "limit_reached",
    Unavailable: "unavailable",
    NoMobile: "no_mobile",
    KeyKept: "key_kept",
    KeyExpired: "key_expired",
}
TROUBLE: tuple[type[Journaled], ...] = (*CALLERS_TROUBLE, CodeRefused)
Before = Callable[[Caller, Customer], Awaitable[None]]
Choose = Before | None


async def set_key_with(
    caller: Caller, procedure: Procedure, typed: Customer | None, before: Before, done: str, *, choose: Choose = None
) -> None:
    """Have an agent check the caller (where the table says so), then the code, then the key, as `choose` asks for it.

    `typed` is whom the caller's document names; who typed none is named by the agent. Any trouble goes back to the
    agent; a phone that was proven once in this call need not prove itself again.
    """
    agent, customer = await checked(caller, procedure, typed)
    proven = False
    while True:
        try:
            async with caller.capsule(agent):
                prove = prove_code_on_page if caller.on_page else prove_code
                proven = proven or await prove(caller, customer)
                await tell(caller, agent, "code_accepted")
                await before(caller, customer)
                await (choose or choose_key)(caller, customer)
                await tell(caller, agent, "key_set")
                await caller.say(done)
        except TROUBLE as trouble:
            proven = proven and not isinstance(trouble, CodeRefused)  # the proof was revoked, or it is too old
            if await is_settled(caller, agent, trouble):
                return
        else:
            return
        agent = await with_agent_again(caller, agent, procedure, customer)


async def is_settled(caller: Caller, agent: AgentOnCall | None, trouble: Journaled) -> bool:
    """Say what happened, to the agent too; and whether that is all, as for a key that is kept with no agent there."""
    await caller.say(words_for(trouble))
    if agent is None and isinstance(trouble, KeyKept):
        return True
    await tell(caller, agent, words_for(trouble))
    return False


async def checked(caller: Caller, procedure: Procedure, typed: Customer | None) -> tuple[AgentOnCall | None, Customer]:
    """Give the agent who checked the caller and had the code sent, and whom they found them to be."""
    if typed is None:
        agent = await to_agent(caller, procedure.queue)
        return agent, await caller.do(Handoffs.named, agent)
    if procedure.agent or not await sent_alone(caller, typed):
        return await to_agent(caller, procedure.queue, typed), typed
    return None, typed


async def sent_alone(caller: Caller, customer: Customer) -> bool:
    """Send the code at once, without an agent; when that cannot be, say why, and that an agent helps."""
    try:
        await send_code(caller, customer)
    except (LimitReached, NoMobile, Unavailable) as trouble:
        if caller.on_page and isinstance(trouble, LimitReached):
            await say_limit(caller, trouble)
        else:
            await caller.say(words_for(trouble))
        return False
    return True


async def with_agent_again(
    caller: Caller, agent: AgentOnCall | None, procedure: Procedure, customer: Customer
) -> AgentOnCall:
    """Lead the caller back to the agent who helped so far, or to one if there was none."""
    if agent is None:
        return await to_agent(caller, procedure.queue, customer)
    return await back_to_agent(caller, agent, procedure.queue, customer)


async def tell(caller: Caller, agent: AgentOnCall | None, progress: str) -> None:
    """Show the agent, if there is one, how far the caller is, or why they come back."""
    if agent is not None:
        await caller.do(Handoffs.tell, agent, progress)


def words_for(trouble: Journaled) -> str:
    """Give the prompt that says what happened."""
    if isinstance(trouble, CodeRefused):
        return f"code_{trouble.detail}"
    return "key_blocked" if trouble.detail == "key_blocked" else CALLERS_TROUBLE[type(trouble)]


@script
async def prove_code(caller: Caller, customer: Customer) -> bool:
    """Ask for the code until it is right; raises CodeRefused when no further try makes sense."""
    for _ in range(caller.institution.code.tries):
        code = await caller.ask(security_code(caller.institution))
        try:
            await caller.do(Codes.prove, customer, code)
        except CodeRefused as refused:
            why, _, left = refused.detail.partition(" ")
            if why != "wrong":
                raise
            await caller.say("code_wrong", left=int(left))
        else:
            return True
    raise CodeRefused("exhausted")


@script
async def confirm_current_key(caller: Caller, customer: Customer, kind: str = ACCESS) -> None:
    """Ask for the key that the caller has. Raises LimitReached when it is blocked by wrong tries, KeyExpired."""
    question, *_ = keys_of_kind(caller.institution, kind)
    for _ in range(caller.institution.keys[kind].tries):
        current = await caller.ask(question)
        try:
            await caller.do(Keys.confirm, customer, current, kind)
        except KeyWrong:
            await caller.say("key_wrong")
        else:
            return
    raise LimitReached("key_blocked")


@script
async def choose_key(caller: Caller, customer: Customer) -> None:
    """Have the caller choose a key; what is refused is explained at once, and from the second time the whole policy."""
    for attempt in range(NEW_KEYS):
        try:
            if await typed_twice(caller, customer):
                return
            await caller.say("keys_differ")
        except KeyRefused as refused:
            await say_refused(caller, refused, whole=attempt > 0)
    raise TriesExhausted("new_key")


async def typed_twice(caller: Caller, customer: Customer) -> bool:
    """Have a key typed, again only if it may be taken, and set it; False when the two differ. Raises KeyRefused."""
    _, first, again = keys_of_kind(caller.institution, ACCESS)
    if caller.on_page:
        key, repeated = await caller.ask_together(first, again)
        return key.matches(repeated) and await set_key(caller, customer, key)
    key = await caller.ask(first)
    await caller.do(Keys.examine, customer, key)
    return key.matches(await caller.ask(again)) and await set_key(caller, customer, key)


async def set_key(caller: Caller, customer: Customer, key: Sealed) -> bool:
    """Put the key in the place of the one before. Raises KeyRefused."""
    await caller.do(Keys.replace, customer, key)
    return True
